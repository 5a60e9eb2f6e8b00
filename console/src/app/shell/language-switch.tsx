import { SegmentedControl } from '@mantine/core';
import { useI18n } from '@/shared/i18n/i18n';

export function LanguageSwitch() {
  const { t, language, setLanguage } = useI18n();
  const tell = async () => {
    const { notifications } = await import('@mantine/notifications');
    notifications.show({ color: 'red', message: t('problem.network') });
  };
  return (
    <SegmentedControl
      size="xs"
      fullWidth
      aria-label={t('app.language')}
      value={language}
      onChange={(value) => void setLanguage(value === 'en' ? 'en' : 'zh-CN').catch(tell)}
      data={[
        { value: 'zh-CN', label: '中文' },
        { value: 'en', label: 'English' },
      ]}
    />
  );
}
