import { Button, Code } from '@mantine/core';
import { useI18n } from '@/shared/i18n/i18n';

export function CrashPage({ error }: { error: unknown }) {
  const { t } = useI18n();
  return (
    <main style={{ padding: 48, maxWidth: 720 }}>
      <h1>{t('app.crashed.title')}</h1>
      <p>{t('app.crashed.text')}</p>
      <Code block mb={16}>
        {error instanceof Error ? error.message : String(error)}
      </Code>
      <Button onClick={() => window.location.reload()}>{t('app.reload')}</Button>
    </main>
  );
}
