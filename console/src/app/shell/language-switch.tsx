import { SegmentedControl } from '@mantine/core';
import { useI18n } from '@/shared/i18n/i18n';

export function LanguageSwitch() {
  const { t, language, setLanguage } = useI18n();
  return (
    <SegmentedControl
      size="xs"
      fullWidth
      aria-label={t('app.language')}
      value={language}
      onChange={(value) => setLanguage(value === 'en' ? 'en' : 'zh-CN')}
      data={[
        { value: 'zh-CN', label: '中文' },
        { value: 'en', label: 'English' },
      ]}
    />
  );
}
