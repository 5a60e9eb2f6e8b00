import { Button, Group, NumberInput, Stack, TextInput } from '@mantine/core';
import { Icon } from '@/shared/icons/icons';
import { CategoryPicker } from '@/shared/pickers/category-picker';
import { useI18n } from '../../i18n';
import { nextKey, type QuotaDraft, type SlotDraft } from './round-draft';
import classes from './round-form.module.css';

interface Props {
  slots: readonly SlotDraft[];
  errors: Record<string, string>;
  /** Nothing may be changed. */
  closed?: boolean;
  /** Slots that stand may not be taken away. */
  kept?: boolean;
  onChange: (slots: SlotDraft[]) => void;
}

/** The places of a round, best first, each with its quotas by category. */
export function SlotList({ slots, errors, closed = false, kept = false, onChange }: Props) {
  const { t } = useI18n();
  return (
    <Stack gap={12}>
      {slots.map((slot, index) => {
        const set = (part: Partial<SlotDraft>) =>
          onChange(slots.map((other) => (other.key === slot.key ? { ...other, ...part } : other)));
        return (
          <section key={slot.key} className={classes.slot} aria-label={slot.name || t('campaigns.round.slot_name')}>
            <Group gap={8} align="flex-end" wrap="nowrap">
              <TextInput
                flex={1}
                label={t('campaigns.round.slot_name')}
                required
                withAsterisk={false}
                disabled={closed}
                value={slot.name}
                error={errors[`slots[${index}].name`] ?? errors[`slots[${index}]`]}
                onChange={(event) => set({ name: event.currentTarget.value })}
              />
              <NumberInput
                w={144}
                label={t('campaigns.round.slot_capacity')}
                min={Math.max(1, slot.filled ?? 0)}
                required
                withAsterisk={false}
                allowDecimal={false}
                disabled={closed}
                value={slot.capacity}
                error={errors[`slots[${index}].capacity`]}
                onChange={(capacity) => set({ capacity: Number(capacity) })}
              />
              <Button
                variant="default"
                disabled={closed || slots.length === 1 || (kept && slot.id !== undefined)}
                onClick={() => onChange(slots.filter(({ key }) => key !== slot.key))}
              >
                {t('campaigns.round.remove')}
              </Button>
            </Group>
            {slot.filled !== undefined && slot.filled > 0 && (
              <p className={classes.filled}>{t('campaigns.round.slot_filled', { count: slot.filled })}</p>
            )}
            <Quotas
              slot={slot}
              closed={closed}
              error={errors[`slots[${index}].quotas`]}
              onChange={(quotas) => set({ quotas })}
            />
          </section>
        );
      })}
      <div>
        <Button
          variant="default"
          leftSection={<Icon name="plus" />}
          disabled={closed}
          onClick={() => onChange([...slots, { key: nextKey(slots), name: '', capacity: 50, quotas: [] }])}
        >
          {t('campaigns.round.add_slot')}
        </Button>
      </div>
    </Stack>
  );
}

interface QuotaProps {
  slot: SlotDraft;
  closed: boolean;
  error?: string;
  onChange: (quotas: QuotaDraft[]) => void;
}

function Quotas({ slot, closed, error, onChange }: QuotaProps) {
  const { t } = useI18n();
  const { quotas } = slot;
  const set = (key: number, part: Partial<QuotaDraft>) =>
    onChange(quotas.map((quota) => (quota.key === key ? { ...quota, ...part } : quota)));
  return (
    <>
      {quotas.length > 0 && (
        <div className={classes.quotas}>
          <span className={classes.quotaHead}>{t('campaigns.round.quota_category')}</span>
          <span className={classes.quotaHead}>{t('campaigns.round.quota_at_most')}</span>
          <span />
          {quotas.map((quota) => (
            <QuotaRow
              key={quota.key}
              quota={quota}
              closed={closed}
              onChange={(part) => set(quota.key, part)}
              onRemove={() => onChange(quotas.filter(({ key }) => key !== quota.key))}
            />
          ))}
        </div>
      )}
      {error && (
        <p className={classes.limit} role="alert">
          {error}
        </p>
      )}
      <Button
        mt={8}
        size="compact-sm"
        variant="subtle"
        leftSection={<Icon name="plus" size={12} />}
        disabled={closed}
        onClick={() => onChange([...quotas, { key: nextKey(quotas), category: null, atMost: 10 }])}
      >
        {t('campaigns.round.add_quota')}
      </Button>
    </>
  );
}

interface RowProps {
  quota: QuotaDraft;
  closed: boolean;
  onChange: (part: Partial<QuotaDraft>) => void;
  onRemove: () => void;
}

function QuotaRow({ quota, closed, onChange, onRemove }: RowProps) {
  const { t } = useI18n();
  return (
    <>
      <CategoryPicker
        label={t('campaigns.round.quota_category')}
        value={quota.category}
        disabled={closed}
        onChange={(category) => onChange({ category })}
      />
      <NumberInput
        aria-label={t('campaigns.round.quota_at_most')}
        min={0}
        allowDecimal={false}
        disabled={closed}
        value={quota.atMost}
        onChange={(atMost) => onChange({ atMost: Number(atMost) })}
      />
      <Button variant="default" disabled={closed} onClick={onRemove}>
        {t('campaigns.round.remove')}
      </Button>
    </>
  );
}
