import { Badge } from '@/shared/badge/badge';
import type { Takedown } from '../../api';
import { useI18n } from '../../i18n';

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
