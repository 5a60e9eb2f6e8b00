import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { Refusal } from '@/shared/states/states';
import { campaignKeys, movePhase, type Phase } from '../../api';
import { useI18n } from '../../i18n';

export interface PhaseMove {
  phase: Phase;
  act: 'open' | 'close';
}

/** Opening or closing a phase by hand is written down with its reason, so the reason is asked for. */
export function PhaseMoveForm({
  round,
  move,
  onClose,
}: {
  round: string;
  move: PhaseMove | null;
  onClose: () => void;
}) {
  const { t } = useI18n();
  const { slug } = useTenant();
  const [reason, setReason] = useState('');
  const act = useAct({
    act: (input: { round: string; phase: Phase; act: 'open' | 'close'; reason: string }, key) =>
      movePhase(slug, input, key),
    invalidates: campaignKeys.all(slug),
    onDone: () => close(),
  });
  const close = () => {
    setReason('');
    act.reset();
    onClose();
  };
  const phase = move ? t(`campaigns.phase.${move.phase}`) : '';
  const title =
    move?.act === 'close' ? t('campaigns.move.close_phase', { phase }) : t('campaigns.move.open_phase', { phase });
  return (
    <Modal
      opened={move !== null}
      onClose={close}
      title={<b>{title}</b>}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (move) act.mutate({ round, ...move, reason: reason.trim() });
        }}
      >
        <Stack gap={12}>
          <p style={{ margin: 0, fontSize: 13 }}>
            {move?.act === 'close'
              ? t('campaigns.move.close_effect', { phase })
              : t('campaigns.move.open_effect', { phase })}
          </p>
          <Textarea
            label={t('campaigns.move.reason')}
            description={t('campaigns.move.reason_hint')}
            required
            withAsterisk={false}
            data-autofocus
            autosize
            minRows={2}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Refusal error={act.error} />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={close}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={act.isPending} disabled={reason.trim() === ''}>
              {title}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
