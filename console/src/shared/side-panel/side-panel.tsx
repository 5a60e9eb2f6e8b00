import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useI18n } from '@/shared/i18n/i18n';

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
}

/** Details beside the list: nothing is covered that one is about to click, and the list keeps the keyboard's place. */
export function SidePanel({ opened, onClose, title, children }: Props) {
  const { t } = useI18n();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={480}
      title={<b>{title}</b>}
      withOverlay={false}
      lockScroll={false}
      closeButtonProps={{ 'aria-label': t('app.close') }}
      styles={{
        content: { borderLeft: '1px solid var(--mq-line)', boxShadow: 'var(--mq-float)' },
        inner: { left: 'auto' },
      }}
    >
      {children}
    </Drawer>
  );
}
