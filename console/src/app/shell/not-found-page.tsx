import { Anchor } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import { useI18n } from '@/shared/i18n/i18n';
import { EmptyState } from '@/shared/states/states';

export function NotFoundPage() {
  const { t } = useI18n();
  const { pathname } = useLocation();
  return (
    <EmptyState
      icon="search"
      title={t('app.not_found.title')}
      text={t('app.not_found.text', { path: pathname })}
      action={
        <Anchor component={Link} to="/">
          {t('app.not_found.action')}
        </Anchor>
      }
    />
  );
}
