import { Button, Divider, Stack } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { beginSignIn, signInProvidersQuery } from '@/shared/api/session';
import { Refusal } from '@/shared/states/states';
import { useI18n } from './i18n';

/** A button for every provider of this installation; nothing where there is none, or while nobody knows. */
export function ProviderButtons({ from, invitation }: { from?: string; invitation?: string }) {
  const { t } = useI18n();
  const { data } = useQuery(signInProvidersQuery());
  const begin = useMutation({
    mutationFn: (name: string) => beginSignIn(name, { from, invitation }),
    onSuccess: ({ location }) => window.location.assign(location),
  });

  if (!data || data.providers.length === 0) return null;
  return (
    <Stack gap={12} mt={16}>
      <Divider label={t('sign_in.or')} />
      {data.providers.map((provider) => (
        <Button
          key={provider.name}
          variant="default"
          fullWidth
          loading={begin.isPending && begin.variables === provider.name}
          disabled={begin.isPending}
          onClick={() => begin.mutate(provider.name)}
        >
          {t('sign_in.with', { provider: provider.title })}
        </Button>
      ))}
      <Refusal error={begin.error} />
    </Stack>
  );
}
