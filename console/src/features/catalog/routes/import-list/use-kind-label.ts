import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTenant } from '@/shared/api/tenant';
import { importKindsQuery } from '../../api';
import { useI18n } from '../../i18n';

/** The server's word for a kind of import; its name until the words are there. */
export function useKindLabel() {
  const { pick } = useI18n();
  const { slug } = useTenant();
  const { data } = useQuery(importKindsQuery(slug));
  return useCallback(
    (name: string) => {
      const kind = data?.items.find((candidate) => candidate.name === name);
      return kind ? pick(kind.label) : name;
    },
    [data, pick],
  );
}
