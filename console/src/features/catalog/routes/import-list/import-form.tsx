import { Button, FileInput, Group, Modal, Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { Icon } from '@/shared/icons/icons';
import { Refusal } from '@/shared/states/states';
import { catalogKeys, importKindsQuery, startImport } from '../../api';
import { useI18n } from '../../i18n';
import classes from './imports.module.css';

/** A file and what is in it; the columns of the kind stand beside, so nobody needs a manual. */
export function ImportForm({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t, pick } = useI18n();
  const { slug } = useTenant();
  const [kind, setKind] = useState<string | null>(null);
  const [file, setFile] = useState<File | null>(null);
  const kinds = useQuery({ ...importKindsQuery(slug), enabled: opened });
  const chosen = kinds.data?.items.find(({ name }) => name === kind);
  const start = useAct({
    act: (upload: { kind: string; file: File }, key) => startImport(slug, upload, key),
    invalidates: catalogKeys.all(slug),
    onDone: () => close(),
  });
  const close = () => {
    setFile(null);
    start.reset();
    onClose();
  };

  return (
    <Modal
      opened={opened}
      onClose={close}
      size={560}
      title={<b>{t('catalog.import.new')}</b>}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (kind && file) start.mutate({ kind, file });
        }}
      >
        <Stack gap={12}>
          <Select
            label={t('catalog.import.kind')}
            data={kinds.data?.items.map(({ name, label }) => ({ value: name, label: pick(label) })) ?? []}
            value={kind}
            allowDeselect={false}
            onChange={setKind}
          />
          {chosen && chosen.columns.length > 0 && (
            <dl className={classes.columns} aria-label={t('catalog.import.columns')}>
              {chosen.columns.map((column) => (
                <div key={column.name}>
                  <dt>
                    {column.name} {column.required && <span>· {t('catalog.import.required')}</span>}
                  </dt>
                  <dd>{pick(column.text)}</dd>
                </div>
              ))}
            </dl>
          )}
          <FileInput
            label={t('catalog.import.file')}
            description={t('catalog.import.file_hint')}
            placeholder={t('catalog.import.choose')}
            accept=".csv,.ndjson,.jsonl,text/csv,application/x-ndjson"
            leftSection={<Icon name="file" />}
            value={file}
            onChange={setFile}
          />
          <Refusal error={start.error ?? kinds.error} />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={close}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={start.isPending} disabled={!kind || !file}>
              {t('catalog.import.start')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
