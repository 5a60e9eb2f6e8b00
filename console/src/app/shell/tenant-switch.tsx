import { Menu, UnstyledButton } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { SessionTenant } from '@/shared/api/session';
import { useI18n } from '@/shared/i18n/i18n';
import { Icon } from '@/shared/icons/icons';
import classes from './shell.module.css';

export function TenantSwitch({ tenants, current }: { tenants: readonly SessionTenant[]; current: SessionTenant }) {
  const { t } = useI18n();
  const navigate = useNavigate();
  const kind = (tenant: SessionTenant) =>
    tenant.kind === 'rehearsal' ? t('app.tenant.rehearsal') : t('app.tenant.live');
  return (
    <Menu width={216} position="bottom-start">
      <Menu.Target>
        <UnstyledButton className={classes.tenant}>
          <span className={classes.tenantName}>
            <span className="mq-visually-hidden">{t('app.tenant.switch')}: </span>
            <span>{current.name}</span>
            <small>
              {kind(current)} · {current.currency} · {current.zone}
            </small>
          </span>
          <Icon name="chevron" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('app.tenant')}</Menu.Label>
        {tenants.map((tenant) => (
          <Menu.Item
            key={tenant.slug}
            rightSection={tenant.slug === current.slug ? <Icon name="check" /> : undefined}
            onClick={() => void navigate({ to: `/t/${tenant.slug}/` })}
          >
            {tenant.name} <small>{kind(tenant)}</small>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
