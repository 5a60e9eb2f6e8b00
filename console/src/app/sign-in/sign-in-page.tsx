import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { fieldErrors, Problem } from '@/shared/api/problem';
import { sessionQuery, signIn } from '@/shared/api/session';
import { Refusal } from '@/shared/states/states';
import { LanguageSwitch } from '../shell/language-switch';
import { Wordmark } from '../shell/wordmark';
import { useI18n } from './i18n';
import { ProviderButtons } from './provider-buttons';
import classes from './sign-in.module.css';

interface Search {
  from?: string;
  failed?: string;
  provider?: string;
  reference?: string;
}

/** Why a sign-in elsewhere came to nothing, as the server names it. */
const reasons = {
  expired: 'sign_in.failed.expired',
  denied: 'sign_in.failed.denied',
  unavailable: 'sign_in.failed.unavailable',
  refused: 'sign_in.failed.refused',
  no_subject: 'sign_in.failed.no_subject',
  unlinked: 'sign_in.failed.unlinked',
  disabled: 'sign_in.failed.disabled',
  invitation_over: 'sign_in.failed.invitation_over',
} as const;

export function SignInPage() {
  const { t } = useI18n();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { from, failed, provider, reference } = useSearch({ strict: false }) as Search;
  const form = useForm({ mode: 'uncontrolled', initialValues: { name: '', password: '' } });

  useEffect(() => {
    document.title = t('sign_in.title');
  }, [t]);

  const enter = useMutation({
    mutationFn: signIn,
    onSuccess: async (session) => {
      queries.clear();
      queries.setQueryData(sessionQuery().queryKey, session);
      // Only addresses of this console: a link from elsewhere must not lead away after the sign-in.
      await navigate({ to: from?.startsWith('/t/') ? from : '/', replace: true });
    },
    onError: (error) => {
      form.setErrors(fieldErrors(error, t));
    },
  });

  const wrong = enter.error instanceof Problem && enter.error.status === 401;

  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <Wordmark />
        <h1 className={classes.title}>{t('sign_in.title')}</h1>
        {failed && enter.isIdle && <Turned reason={failed} provider={provider} reference={reference} />}
        <p className={classes.lead}>{from ? t('sign_in.expired') : t('sign_in.lead')}</p>
        <form onSubmit={form.onSubmit((values) => enter.mutate(values))}>
          <Stack gap={12}>
            <TextInput
              label={t('sign_in.name')}
              autoComplete="username"
              autoFocus
              required
              withAsterisk={false}
              key={form.key('name')}
              {...form.getInputProps('name')}
            />
            <PasswordInput
              label={t('sign_in.password')}
              autoComplete="current-password"
              required
              withAsterisk={false}
              key={form.key('password')}
              {...form.getInputProps('password')}
            />
            <Refusal error={enter.error} text={wrong ? t('problem.bad_credentials') : undefined} />
            <Button type="submit" fullWidth loading={enter.isPending}>
              {t('sign_in.submit')}
            </Button>
          </Stack>
        </form>
        <ProviderButtons from={from?.startsWith('/t/') ? from : undefined} />
        <p className={classes.hint}>{t('sign_in.first_time')}</p>
        <div className={classes.language}>
          <LanguageSwitch />
        </div>
      </div>
    </main>
  );
}

/** The provider sent somebody back without letting them in. */
function Turned({ reason, provider, reference }: { reason: string; provider?: string; reference?: string }) {
  const { t } = useI18n();
  const key = reason in reasons ? reasons[reason as keyof typeof reasons] : 'sign_in.failed.refused';
  const text = t(key, { provider: provider ?? '' });
  return (
    <div className={classes.turned}>
      <Refusal error={reason} text={reference ? `${text} ${t('sign_in.reference', { reference })}` : text} />
    </div>
  );
}
