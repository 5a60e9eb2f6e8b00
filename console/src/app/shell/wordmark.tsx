import { useI18n } from '@/shared/i18n/i18n';
import classes from './shell.module.css';

export function Wordmark() {
  const { t } = useI18n();
  return (
    <span className={classes.wordmark}>
      <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
        <rect width="24" height="24" rx="6" fill="#5145cd" />
        <path
          d="M5.5 17V8.2l4.3 5 2.2-2.6 2.2 2.6 4.3-5V17"
          fill="none"
          stroke="#fff"
          strokeWidth="2.1"
          strokeLinejoin="round"
          strokeLinecap="round"
        />
      </svg>
      <b>{t('app.name')}</b>
    </span>
  );
}
