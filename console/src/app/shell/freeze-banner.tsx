import { useQuery } from '@tanstack/react-query';
import { freezesQuery } from '@/shared/api/freezes';
import { useTenant } from '@/shared/api/tenant';
import { useFormat } from '@/shared/format/use-format';
import { useI18n } from '@/shared/i18n/i18n';
import { Icon } from '@/shared/icons/icons';
import { staffRoles } from '@/shared/manifest/roles';
import { TenantLink } from '@/shared/url-state/tenant-link';
import classes from './freeze-banner.module.css';

/** Above every page of staff while changes are stopped: what, until when, and where one is let through. */
export function FreezeBanner() {
  const { t } = useI18n();
  const format = useFormat();
  const { slug, isAny } = useTenant();
  const freezes = useQuery({ ...freezesQuery(slug), enabled: isAny(...staffRoles) });
  const standing = (freezes.data ?? []).filter(({ inForce }) => inForce);
  const first = standing[0];
  if (first === undefined) return null;
  return (
    <div className={classes.banner} role="status">
      <Icon name="lock" />
      <div>
        {standing.map((freeze) => (
          <div key={freeze.id}>
            <b>{t('freeze.banner', { name: freeze.name, until: format.instantFully(freeze.to) })}</b>{' '}
            {freeze.nodeName && <span>{t('freeze.banner_only', { node: freeze.nodeName })} </span>}
            {freeze.areas.map((area) => t(`freeze.area.${area}`)).join(t('freeze.comma'))}
          </div>
        ))}
      </div>
      <TenantLink path="freezes" search={{ open: first.id }}>
        {t('freeze.banner_link')}
      </TenantLink>
    </div>
  );
}
