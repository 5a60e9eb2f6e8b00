import { DateTimePicker } from '@mantine/dates';
import { useI18n } from '../../i18n';
import type { PhaseDraft } from './round-draft';
import classes from './round-form.module.css';

interface Props {
  windows: readonly PhaseDraft[];
  errors: Record<string, string>;
  /** Whether an edge of a window may not be changed any more, and since when. */
  closed?: (phase: PhaseDraft['phase'], edge: 'opens' | 'closes') => boolean;
  onChange: (windows: PhaseDraft[]) => void;
}

/** The eight phases with their windows; several may be open at once. */
export function PhaseTable({ windows, errors, closed = () => false, onChange }: Props) {
  const { t } = useI18n();
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('campaigns.round.phase')}</th>
          <th scope="col">{t('campaigns.round.opens')}</th>
          <th scope="col">{t('campaigns.round.closes')}</th>
        </tr>
      </thead>
      <tbody>
        {windows.map((window, index) => {
          const set = (part: Partial<PhaseDraft>) =>
            onChange(windows.map((other) => (other.phase === window.phase ? { ...other, ...part } : other)));
          const name = t(`campaigns.phase.${window.phase}`);
          return (
            <tr key={window.phase}>
              <td>
                <b>{name}</b>
                <div className={classes.what}>{t(`campaigns.phase_is.${window.phase}`)}</div>
              </td>
              <td>
                <DateTimePicker
                  valueFormat="YYYY-MM-DD HH:mm"
                  aria-label={`${t('campaigns.round.opens_of', { phase: name })}: ${shown(window.opens)}`}
                  value={window.opens}
                  disabled={closed(window.phase, 'opens')}
                  error={errors[`phases[${index}].opens`]}
                  onChange={(opens) => opens && set({ opens })}
                />
              </td>
              <td>
                <DateTimePicker
                  valueFormat="YYYY-MM-DD HH:mm"
                  aria-label={`${t('campaigns.round.closes_of', { phase: name })}: ${shown(window.closes)}`}
                  value={window.closes}
                  disabled={closed(window.phase, 'closes')}
                  error={
                    errors[`phases[${index}].closes`] ??
                    (window.closes <= window.opens ? t('campaigns.form.closes_after') : undefined)
                  }
                  onChange={(closes) => closes && set({ closes })}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** As the field shows it; whoever speaks to the machine says what is seen, so the name has it too. */
const shown = (local: string) => local.slice(0, 16);
