import { Breadcrumbs } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { TenantLink } from '@/shared/url-state/tenant-link';
import type { UrlValues } from '@/shared/url-state/url-state';
import classes from './page.module.css';

interface Props {
  /** The question this page answers. */
  title: string;
  /** Beside the title: a state, a date. */
  aside?: ReactNode;
  trail?: { label: string; path: string; search?: UrlValues }[];
  /** Top right: what can be done here. */
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, aside, trail = [], actions, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Marquee`;
  }, [title]);

  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <div className={classes.heading}>
          <Breadcrumbs className={classes.trail} separator="/" separatorMargin={6}>
            {trail.map(({ label, path, search }) => (
              <TenantLink key={path} path={path} search={search}>
                {label}
              </TenantLink>
            ))}
          </Breadcrumbs>
          <div className={classes.titleRow}>
            <h1 className={classes.title}>{title}</h1>
            {aside}
          </div>
        </div>
        <div className={classes.actions}>{actions}</div>
      </header>
      {children}
    </div>
  );
}
