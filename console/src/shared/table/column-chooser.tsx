import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import { useI18n } from '@/shared/i18n/i18n';
import { Icon } from '@/shared/icons/icons';
import type { Column } from './columns';

interface Props<Row> {
  columns: readonly Column<Row>[];
  hidden: ReadonlySet<string>;
  onToggle: (id: string) => void;
}

export function ColumnChooser<Row>({ columns, hidden, onToggle }: Props<Row>) {
  const { t } = useI18n();
  return (
    <Popover position="bottom-end" shadow="md" trapFocus transitionProps={{ duration: 100 }}>
      <Popover.Target>
        <Button variant="default" leftSection={<Icon name="columns" />}>
          {t('table.columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap={8} role="group" aria-label={t('table.columns')}>
          {columns.map((column) => (
            <Checkbox
              key={column.id}
              size="xs"
              label={column.label}
              checked={!hidden.has(column.id)}
              disabled={column.fixed}
              onChange={() => onToggle(column.id)}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
