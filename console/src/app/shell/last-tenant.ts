const key = 'marquee.tenant';

/** A convenience of this browser, nothing more: which tenant to open first. */
export const lastTenant = {
  read: (): string | null => localStorage.getItem(key),
  keep: (slug: string): void => localStorage.setItem(key, slug),
};
