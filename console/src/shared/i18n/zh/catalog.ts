import type { catalog as english } from '../en/catalog';

export const catalog: Record<keyof typeof english, string> = {
  'catalog.nav.imports': '数据导入',
};
