import { useQuery } from '@tanstack/react-query';
import { useTenant } from '@/shared/api/tenant';
import { Page } from '@/shared/page/page';
import { FailureState } from '@/shared/states/states';
import { useI18n } from '../../i18n';
import { preferencesQuery } from '../../telling';
import { SettingsForm } from './settings-form';

export function screen() {
  return <NotificationSettings />;
}

/** What am I told, and where? */
function NotificationSettings() {
  const { t } = useI18n();
  const { slug } = useTenant();
  const preferences = useQuery(preferencesQuery(slug));
  return (
    <Page title={t('telling.settings')} trail={[{ label: t('telling.bell'), path: 'notifications' }]}>
      {preferences.isError && <FailureState error={preferences.error} onRetry={() => void preferences.refetch()} />}
      {preferences.isPending && <p role="status">{t('table.loading')}</p>}
      {preferences.data && <SettingsForm said={preferences.data} />}
    </Page>
  );
}
