import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { fieldErrors } from '@/shared/api/problem';
import { acceptInvitation } from '@/shared/api/session';
import { useAct } from '@/shared/api/use-act';
import { Refusal } from '@/shared/states/states';
import { Go } from '../shell/go';
import { LanguageSwitch } from '../shell/language-switch';
import { Wordmark } from '../shell/wordmark';
import { useI18n } from '../sign-in/i18n';
import { ProviderButtons } from '../sign-in/provider-buttons';
import classes from '../sign-in/sign-in.module.css';

/** Whoever was invited to work for a shop chooses a name and a password, and signs in. */
export function InvitationPage() {
  const { t } = useI18n();
  const { token } = useSearch({ strict: false }) as { token?: string };
  const form = useForm({ mode: 'uncontrolled', initialValues: { name: '', password: '' } });
  const accept = useAct({
    act: (values: { name: string; password: string }, key) => acceptInvitation({ token: token ?? '', ...values }, key),
    invalidates: ['session'],
  });

  useEffect(() => {
    document.title = t('invitation.title');
  }, [t]);

  if (accept.isSuccess) return <Go to="/sign-in" />;
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <Wordmark />
        <h1 className={classes.title}>{t('invitation.title')}</h1>
        <p className={classes.lead}>{t('invitation.lead')}</p>
        <form
          onSubmit={form.onSubmit((values) =>
            accept.mutate(values, { onError: (error) => form.setErrors(fieldErrors(error, t)) }),
          )}
        >
          <Stack gap={12}>
            <TextInput
              label={t('invitation.name')}
              autoComplete="username"
              required
              withAsterisk={false}
              key={form.key('name')}
              {...form.getInputProps('name')}
            />
            <PasswordInput
              label={t('invitation.password')}
              autoComplete="new-password"
              required
              withAsterisk={false}
              key={form.key('password')}
              {...form.getInputProps('password')}
            />
            <Refusal error={accept.error} />
            <Button type="submit" fullWidth loading={accept.isPending}>
              {t('invitation.accept')}
            </Button>
          </Stack>
        </form>
        {token && <ProviderButtons invitation={token} />}
        <div className={classes.language} style={{ marginTop: 24 }}>
          <LanguageSwitch />
        </div>
      </div>
    </main>
  );
}
