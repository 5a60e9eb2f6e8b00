import { Button, Checkbox, Group, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { fieldErrors } from '@/shared/api/problem';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { Refusal } from '@/shared/states/states';
import { useI18n } from '../../i18n';
import { type PreferenceBody, type Preferences, savePreferences, tellingKeys } from '../../telling';
import classes from './settings.module.css';

export function SettingsForm({ said }: { said: Preferences }) {
  const { t, pick, language: reading } = useI18n();
  const { slug } = useTenant();
  const [address, setAddress] = useState(said.address ?? '');
  // Who never said in which language mails come gets the one they read.
  const [language, setLanguage] = useState<Preferences['language']>(
    said.address ? said.language : reading === 'en' ? 'en' : 'zh',
  );
  const [kinds, setKinds] = useState(said.kinds);
  const save = useAct({
    act: (body: PreferenceBody, key) => savePreferences(slug, body, key),
    invalidates: tellingKeys.all(slug),
  });
  const errors = fieldErrors(save.error, t);
  const change = (kind: string, patch: { inApp?: boolean; mail?: boolean }) =>
    setKinds(kinds.map((one) => (one.kind === kind ? { ...one, ...patch } : one)));
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({
          address: address.trim() === '' ? null : address.trim(),
          language,
          kinds: kinds.map(({ kind, inApp, mail }) => ({ kind, inApp, mail })),
        });
      }}
    >
      <Stack gap={16}>
        {!said.mailIsOn && <p role="note">{t('telling.mail_off')}</p>}
        {said.mailError && <p role="note">{t('telling.mail_failed', { why: said.mailError })}</p>}
        <TextInput
          type="email"
          label={t('telling.address')}
          description={t('telling.address_hint')}
          error={errors.address}
          maxLength={254}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <Select
          label={t('telling.language')}
          allowDeselect={false}
          data={[
            { value: 'zh', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
          value={language}
          onChange={(value) => setLanguage(value === 'en' ? 'en' : 'zh')}
        />
        <table className={classes.kinds}>
          <thead>
            <tr>
              <th scope="col">{t('telling.kind')}</th>
              <th scope="col">{t('telling.in_app')}</th>
              <th scope="col">{t('telling.mail')}</th>
            </tr>
          </thead>
          <tbody>
            {kinds.map((one) => (
              <tr key={one.kind}>
                <th scope="row">{pick(one.label)}</th>
                <td>
                  <Checkbox
                    aria-label={t('telling.in_app_of', { kind: pick(one.label) })}
                    checked={one.inApp}
                    onChange={(event) => change(one.kind, { inApp: event.currentTarget.checked })}
                  />
                </td>
                <td>
                  <Checkbox
                    aria-label={t('telling.mail_of', { kind: pick(one.label) })}
                    checked={one.mail}
                    onChange={(event) => change(one.kind, { mail: event.currentTarget.checked })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <Refusal error={save.error} />
        <Group>
          <Button type="submit" loading={save.isPending}>
            {t('action.save')}
          </Button>
          <span role="status">{save.isSuccess && t('telling.saved')}</span>
        </Group>
      </Stack>
    </form>
  );
}
