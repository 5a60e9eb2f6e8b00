import { Button, Group, Modal, Stack } from '@mantine/core';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { Refusal } from '@/shared/states/states';
import { type Limits, limitKeys, removeLimits } from '../../api';
import { useI18n } from '../../i18n';

/** What removing means stands before the button that does it. */
export function RemoveForm({ limits, onClose }: { limits: Limits; onClose: () => void }) {
  const { t } = useI18n();
  const { slug } = useTenant();
  const act = useAct({
    act: (which: Limits, key) => removeLimits(slug, which, key),
    invalidates: limitKeys.all(slug),
    onDone: onClose,
  });
  const whom = [t(`benefits.limits.scope.${limits.scope as 'market'}`), limits.subject].filter(Boolean).join(' · ');
  return (
    <Modal opened onClose={onClose} title={<b>{whom}</b>} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <Stack gap={12}>
        <p>{t('benefits.limits.remove_effect')}</p>
        <Refusal error={act.error} />
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button color="red" loading={act.isPending} onClick={() => act.mutate(limits)}>
            {t('benefits.limits.remove_now')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
