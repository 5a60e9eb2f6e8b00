import { Badge } from '@/shared/badge/badge';
import { useI18n } from '@/shared/i18n/i18n';
import type { Takedown } from '../../api';

export function TakedownState({ row }: { row: Takedown }) {
  const { t } = useI18n();
  return row.inForce ? (
    <Badge meaning="bad" icon="stop">
      {t('risk.takedown.down')}
    </Badge>
  ) : (
    <Badge meaning="good">{t('risk.takedown.is_back')}</Badge>
  );
}
