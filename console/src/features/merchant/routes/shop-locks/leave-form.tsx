import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useAct } from '@/shared/api/use-act';
import { Refusal } from '@/shared/states/states';
import { type Lock, leaveRound, merchantKeys } from '../../api';
import classes from '../../components/shop.module.css';
import { useShop } from '../../components/use-shop';
import { useI18n } from '../../i18n';

/** What leaving means stands before the button that does it. */
export function LeaveForm({ lock, onClose }: { lock: Lock; onClose: () => void }) {
  const { t, pick } = useI18n();
  const { tenant, shop } = useShop();
  const [reason, setReason] = useState('');
  const leave = useAct({
    act: (input: { id: string; reason: string }, key) => leaveRound(tenant, shop, input, key),
    invalidates: merchantKeys.all(tenant, shop),
    onDone: ({ requested }) => {
      notifications.show({ message: t(requested ? 'merchant.locks.requested' : 'merchant.locks.left') });
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={<b>{lock.submission.item.title}</b>}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          leave.mutate({ id: lock.submission.id, reason });
        }}
      >
        <Stack gap={12}>
          <b>{t('merchant.locks.effects')}</b>
          <ul className={classes.effects}>
            {lock.exit.effects.map((effect) => (
              <li key={effect.en}>{pick(effect)}</li>
            ))}
          </ul>
          <Textarea
            label={t('merchant.locks.reason')}
            required
            withAsterisk={false}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Refusal error={leave.error} />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" color="red" loading={leave.isPending} disabled={reason.trim() === ''}>
              {t('merchant.locks.ask')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
