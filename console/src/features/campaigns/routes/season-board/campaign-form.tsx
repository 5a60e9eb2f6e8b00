import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { fieldErrors } from '@/shared/api/problem';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { Refusal } from '@/shared/states/states';
import { type CampaignNode, campaignKeys, campaignTypesQuery, createCampaign, editCampaign } from '../../api';
import { useI18n } from '../../i18n';

interface Props {
  season: string;
  /** The campaign to change; a new one when there is none. */
  campaign?: CampaignNode;
  opened: boolean;
  onClose: () => void;
}

export function CampaignForm({ season, campaign, opened, onClose }: Props) {
  const { t, pick } = useI18n();
  const { slug } = useTenant();
  const types = useQuery(campaignTypesQuery(slug));
  const form = useForm({
    initialValues: { name: campaign?.name ?? '', type: campaign?.type ?? '' },
    validate: {
      name: (value) => (value.trim() === '' ? t('campaigns.form.name_needed') : null),
      type: (value) => (value === '' ? t('campaigns.form.type_needed') : null),
    },
  });
  const create = useAct({
    act: async (body: { name: string; type: string }, key) =>
      campaign
        ? await editCampaign(slug, campaign.id, { revision: campaign.revision, ...body }, key)
        : await createCampaign(slug, season, body, key),
    invalidates: campaignKeys.all(slug),
    onDone: () => {
      if (!campaign) form.reset();
      onClose();
    },
  });
  const { setErrors } = form;
  useEffect(() => setErrors(fieldErrors(create.error, t)), [create.error, setErrors, t]);

  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={<b>{t(campaign ? 'campaigns.campaign.edit' : 'campaigns.campaign.new')}</b>}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form onSubmit={form.onSubmit((values) => create.mutate({ name: values.name.trim(), type: values.type }))}>
        <Stack gap={12}>
          <TextInput
            label={t('campaigns.campaign.name')}
            placeholder={t('campaigns.campaign.name_example')}
            data-autofocus
            {...form.getInputProps('name')}
          />
          <Select
            label={t('campaigns.campaign.type')}
            description={t('campaigns.campaign.type_hint')}
            data={types.data?.map((type) => ({ value: type.name, label: pick(type.label) })) ?? []}
            allowDeselect={false}
            disabled={campaign?.status === 'published'}
            {...form.getInputProps('type')}
            value={form.values.type || null}
          />
          <Refusal error={create.error ?? types.error} />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {t(campaign ? 'action.save' : 'action.create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
