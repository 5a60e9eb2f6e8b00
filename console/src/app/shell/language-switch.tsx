import { useId } from 'react';
import type { Language } from '@/shared/i18n/dictionary';
import { useI18n } from '@/shared/i18n/i18n';
import classes from './language-switch.module.css';

const languages: { value: Language; name: string }[] = [
  { value: 'zh-CN', name: '中文' },
  { value: 'en', name: 'English' },
];

/** The browser's own radio buttons: the shell, which everybody fetches first, carries no component for two words. */
export function LanguageSwitch() {
  const { t, language, setLanguage } = useI18n();
  const group = useId();
  const tell = async () => {
    const { notifications } = await import('@mantine/notifications');
    notifications.show({ color: 'red', message: t('problem.network') });
  };
  return (
    <div role="radiogroup" aria-label={t('app.language')} className={classes.switch}>
      {languages.map(({ value, name }) => (
        <label key={value} lang={value}>
          <input
            type="radio"
            name={group}
            checked={value === language}
            onChange={() => void setLanguage(value).catch(tell)}
          />
          {name}
        </label>
      ))}
    </div>
  );
}
