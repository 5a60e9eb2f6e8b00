import { Button, Group, TextInput } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useState } from 'react';
import { useTenant } from '@/shared/api/tenant';
import { toInstant, toLocal } from '@/shared/format/zoned';
import type { AuditFilter } from '../../api';
import { useI18n } from '../../i18n';

interface Props {
  filter: AuditFilter;
  change: (patch: AuditFilter) => void;
}

/** By person, action, thing and time; texts are asked for when the field is left or Enter is pressed. */
export function AuditFilters({ filter, change }: Props) {
  const { t } = useI18n();
  const { zone } = useTenant();
  const shown = (iso: string | undefined) => (iso === undefined ? null : toLocal(new Date(iso).getTime(), zone));
  const isNarrowed = Object.values(filter).some((value) => value !== undefined);
  return (
    <Group gap={8}>
      <Asked
        key={`actor:${filter.actor ?? ''}`}
        label={t('operations.audit.actor_filter')}
        value={filter.actor}
        onAsk={(actor) => change({ actor })}
      />
      <Asked
        key={`action:${filter.action ?? ''}`}
        label={t('operations.audit.action_filter')}
        value={filter.action}
        onAsk={(action) => change({ action })}
      />
      <Asked
        key={`subject:${filter.subject ?? ''}`}
        label={t('operations.audit.subject_filter')}
        value={filter.subject}
        onAsk={(subject) => change({ subject })}
      />
      {(['from', 'until'] as const).map((end) => (
        <DateTimePicker
          key={end}
          aria-label={t(`operations.audit.${end}`)}
          placeholder={t(`operations.audit.${end}`)}
          valueFormat="YYYY-MM-DD HH:mm"
          clearable
          w={184}
          value={shown(filter[end])}
          onChange={(value) => change({ [end]: value ? toInstant(value, zone) : undefined })}
        />
      ))}
      {isNarrowed && (
        <Button
          variant="subtle"
          onClick={() =>
            change({ actor: undefined, action: undefined, subject: undefined, from: undefined, until: undefined })
          }
        >
          {t('operations.audit.clear')}
        </Button>
      )}
      <span>{t('time.zone', { zone })}</span>
    </Group>
  );
}

function Asked(props: { label: string; value: string | undefined; onAsk: (value: string | undefined) => void }) {
  const [text, setText] = useState(props.value ?? '');
  const ask = () => {
    const wanted = text.trim() === '' ? undefined : text.trim();
    if (wanted !== props.value) props.onAsk(wanted);
  };
  return (
    <TextInput
      aria-label={props.label}
      placeholder={props.label}
      w={184}
      maxLength={200}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={ask}
      onKeyDown={(event) => event.key === 'Enter' && ask()}
    />
  );
}
