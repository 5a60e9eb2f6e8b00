import { SidePanel } from '@/shared/side-panel/side-panel';
import { WhyPanel } from '@/shared/why-panel/why-panel';
import type { Candidate } from '../../api';
import classes from '../../components/shop.module.css';
import { useShop } from '../../components/use-shop';
import { useI18n } from '../../i18n';
import { PlanForm } from './plan-form';
import { toWhy } from './to-why';

interface Props {
  round: string;
  candidate: Candidate | undefined;
  onClose: () => void;
}

/** One item: why it passes or not, and the form to submit it. */
export function CandidatePanel({ round, candidate, onClose }: Props) {
  const { t } = useI18n();
  const { may } = useShop();
  return (
    <SidePanel opened={candidate !== undefined} onClose={onClose} title={candidate?.item.title ?? '…'}>
      {candidate && (
        <div className={classes.form}>
          {may('submit') && <PlanForm round={round} candidate={candidate} />}
          <h3>{t('why.title')}</h3>
          <WhyPanel reasons={candidate.reasons.map(toWhy)} />
        </div>
      )}
    </SidePanel>
  );
}
