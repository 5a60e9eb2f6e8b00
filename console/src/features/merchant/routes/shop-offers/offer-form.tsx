import { Button, Group, Modal, Stack } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { fieldErrors, type ProblemField } from '@/shared/api/problem';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { toInstant, toLocal } from '@/shared/format/zoned';
import { defaultsOf, type FieldSchema, type Spec } from '@/shared/schema-form/field-schema';
import { SchemaForm } from '@/shared/schema-form/schema-form';
import { Refusal } from '@/shared/states/states';
import { useShop } from '../../components/use-shop';
import { useI18n } from '../../i18n';
import {
  changeOffer,
  makeOffer,
  type NewOffer,
  type Offer,
  type OfferKind,
  offerKeys,
  offerPreviewQuery,
} from '../../offers';
import { OfferPreview } from './offer-preview';

const hourMs = 3_600_000;
const previewMs = 400;

interface Props {
  kind: OfferKind;
  /** The offer that is changed; none when a new one is made. */
  was?: Offer;
  fields: readonly FieldSchema[];
  onClose: () => void;
  onDone: (offer: Offer) => void;
}

/** What it is and when; beside it, in both languages, what shoppers will read, and what the limits refuse. */
export function OfferForm({ kind, was, fields, onClose, onDone }: Props) {
  const { t } = useI18n();
  const { tenant, shop } = useShop();
  const { zone, now } = useTenant();
  const [spec, setSpec] = useState<Spec>(() => ({ ...defaultsOf(fields), ...(was?.spec as Spec | undefined) }));
  const start = Math.ceil(now().getTime() / hourMs) * hourMs + hourMs;
  const [from, setFrom] = useState<string | null>(toLocal(was ? Date.parse(was.from) : start, zone));
  const [to, setTo] = useState<string | null>(toLocal(was ? Date.parse(was.to) : start + 24 * hourMs, zone));
  const body = useMemo<NewOffer | null>(
    () =>
      from === null || to === null
        ? null
        : { kind, from: toInstant(from, zone), to: toInstant(to, zone), spec: spec as NewOffer['spec'] },
    [kind, from, to, zone, spec],
  );
  const [settled] = useDebouncedValue(body, previewMs);
  const preview = useQuery({
    ...offerPreviewQuery(tenant, shop, settled ?? { kind, from: '', to: '', spec: {} }, was?.id),
    enabled: settled !== null,
    placeholderData: keepPreviousData,
  });
  const act = useAct({
    act: (sent: NewOffer, key) =>
      was ? changeOffer(tenant, shop, was, sent, key) : makeOffer(tenant, shop, sent, key),
    invalidates: offerKeys.all(tenant, shop),
    onDone,
  });
  const refused = { ...said(preview.data?.refused), ...fieldErrors(act.error, t) };
  const own = Object.fromEntries(
    Object.entries(refused)
      .filter(([path]) => path.startsWith('spec.') && spec[path.slice(5)] !== undefined)
      .map(([path, text]) => [path.slice(5), text]),
  );
  return (
    <Modal
      opened
      onClose={onClose}
      size={720}
      title={<b>{t(was ? 'merchant.offers.change_title' : `merchant.offers.new.${kind}`)}</b>}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (body !== null) act.mutate(body);
        }}
      >
        <Stack gap={12}>
          <Group gap={12} grow align="flex-start">
            <DateTimePicker
              valueFormat="YYYY-MM-DD HH:mm"
              label={t('merchant.offers.from')}
              description={t('time.zone', { zone })}
              value={from}
              error={refused.from}
              onChange={setFrom}
            />
            <DateTimePicker
              valueFormat="YYYY-MM-DD HH:mm"
              label={t('merchant.offers.to')}
              description={t('time.zone', { zone })}
              value={to}
              error={refused.to}
              onChange={setTo}
            />
          </Group>
          <SchemaForm fields={fields} value={spec} errors={own} onChange={setSpec} />
          <OfferPreview preview={preview.data} />
          <Refusal error={act.error ?? preview.error} />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={act.isPending} disabled={body === null}>
              {t(was ? 'merchant.offers.save' : 'merchant.offers.make')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );

  function said(fields: readonly ProblemField[] | undefined): Record<string, string> {
    return Object.fromEntries(
      (fields ?? []).map(({ path, message, accepted }) => [
        path,
        accepted ? `${message} ${t('problem.accepted', { accepted: String(accepted) })}` : message,
      ]),
    );
  }
}
