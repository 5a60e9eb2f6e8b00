import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type Session, sessionQuery, signOut } from '@/shared/api/session';
import { useI18n } from '@/shared/i18n/i18n';
import { Icon } from '@/shared/icons/icons';
import classes from './shell.module.css';

export function AccountMenu({ session }: { session: Session }) {
  const { t } = useI18n();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      queries.clear();
      queries.setQueryData(sessionQuery().queryKey, null);
      await navigate({ to: '/sign-in' });
    },
  });
  return (
    <Menu width={216} position="top-start">
      <Menu.Target>
        <UnstyledButton className={classes.account} aria-label={t('app.account', { name: session.principal.display })}>
          <Icon name="user" />
          <span>{session.principal.display}</span>
          <Icon name="chevron" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('app.appearance')}</Menu.Label>
        {(['light', 'dark', 'auto'] as const).map((scheme) => (
          <Menu.Item
            key={scheme}
            rightSection={colorScheme === scheme ? <Icon name="check" /> : undefined}
            onClick={() => setColorScheme(scheme)}
          >
            {t(`app.appearance.${scheme}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="signOut" />} onClick={() => leave.mutate()}>
          {t('app.sign_out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
