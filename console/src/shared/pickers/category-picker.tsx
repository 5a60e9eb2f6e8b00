import { Select } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { answer, client } from '@/shared/api/client';
import { useTenant } from '@/shared/api/tenant';
import { useI18n } from '@/shared/i18n/i18n';

const categoriesQuery = (tenant: string) =>
  queryOptions({
    queryKey: ['catalog', tenant, 'categories'],
    queryFn: ({ signal }) =>
      answer(client.GET('/api/v1/t/{tenant}/catalog/categories', { params: { path: { tenant } }, signal })),
    staleTime: 300_000,
  });

interface Props {
  label: string;
  value: string | null;
  onChange: (category: string | null) => void;
  disabled?: boolean;
}

/** A category by name and code; one that the catalogue does not know any more stays visible by its code. */
export function CategoryPicker({ label, value, onChange, disabled = false }: Props) {
  const { t, language } = useI18n();
  const { slug } = useTenant();
  const categories = useQuery(categoriesQuery(slug));
  const data = (categories.data?.items ?? []).map(({ code, nameZh, nameEn }) => {
    const name = (language === 'zh-CN' ? nameZh : nameEn) || code;
    return { value: code, label: name === code ? code : `${name} · ${code}` };
  });
  if (value !== null && !data.some((choice) => choice.value === value)) data.unshift({ value, label: value });
  return (
    <Select
      searchable
      limit={100}
      aria-label={label}
      placeholder={t('picker.category')}
      nothingFoundMessage={t('picker.none')}
      data={data}
      value={value}
      disabled={disabled}
      onChange={onChange}
    />
  );
}
