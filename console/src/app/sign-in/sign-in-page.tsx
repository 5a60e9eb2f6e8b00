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
import classes from './sign-in.module.css';

export function SignInPage() {
  const { t } = useI18n();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { from } = useSearch({ strict: false }) as { from?: string };
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
        <p className={classes.hint}>{t('sign_in.first_time')}</p>
        <div className={classes.language}>
          <LanguageSwitch />
        </div>
      </div>
    </main>
  );
}
