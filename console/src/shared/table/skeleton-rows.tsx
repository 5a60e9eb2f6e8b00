import { Skeleton } from '@mantine/core';
import { useI18n } from '@/shared/i18n/i18n';

const widths = ['62%', '84%', '48%', '72%', '56%'];

/** Rows of the right height while the first answer is on its way, so nothing moves when it comes. */
export function SkeletonRows({ rows, columns }: { rows: number; columns: number }) {
  const { t } = useI18n();
  const places = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => [row, column] as const),
  );
  return places.map((cells, row) => (
    <tr key={cells.map(String).join()} aria-hidden={row > 0}>
      {cells.map(([, column]) => (
        <td key={column}>
          {row === 0 && column === 0 && <span className="mq-visually-hidden">{t('table.loading')}</span>}
          <Skeleton height={10} radius={4} width={widths[(row * 3 + column) % widths.length]} />
        </td>
      ))}
    </tr>
  ));
}
