import { Badge, type Meaning } from '@/shared/badge/badge';
import { useI18n } from '../../i18n';
import type { Offer } from '../../offers';

const meanings: Record<string, Meaning> = {
  upcoming: 'info',
  live: 'good',
  paused: 'warn',
  ended: 'neutral',
  over: 'neutral',
  down: 'bad',
};

/** Where an offer stands; what the platform took down stands nowhere else. */
export function OfferState({ offer }: { offer: Offer }) {
  const { t } = useI18n();
  const state = offer.takenDown ? 'down' : offer.status;
  return <Badge meaning={meanings[state] ?? 'neutral'}>{t(`merchant.offers.state.${state as 'live'}`)}</Badge>;
}
