import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { show } from '@/testing/render';
import { WhyPanel } from './why-panel';

const price = {
  key: '1.0',
  gate: 'sku' as const,
  sku: 'ext-7',
  outcome: 'fail' as const,
  texts: { en: 'activity price at most 90% of daily price', 'zh-CN': '活动价不高于日常价的 90%' },
  observed: { en: '95.00 CNY', 'zh-CN': '95.00 元' },
  needed: { en: 'at most 90.00 CNY', 'zh-CN': '不高于 90.00 元' },
  source: 'catalog',
  asOf: '2026-10-31T16:30:00Z',
  moment: 'lock',
  change: { en: 'lower the activity price by 5.00 CNY', 'zh-CN': '活动价再降 5.00 元' },
};
const stock = { key: '1.1', outcome: 'pass' as const, texts: { en: 'stock at least 5', 'zh-CN': '库存不少于 5' } };

describe('the why-panel', () => {
  it('says clause, observed, needed, source, time and what would change it; the failed clause first', async () => {
    show(<WhyPanel reasons={[stock, price]} />);
    const [first] = await screen.findAllByRole('listitem');
    const failed = within(first as HTMLElement);
    for (const text of ['Not met', 'SKU ext-7', '95.00 CNY', 'at most 90.00 CNY', 'catalog', 'again at the lock']) {
      expect(failed.getByText(text)).toBeTruthy();
    }
    expect(failed.getByText(/Nov 1, 00:30/)).toBeTruthy();
    expect(failed.getByText(/lower the activity price/)).toBeTruthy();
  });

  it('speaks Chinese to a Chinese reader', async () => {
    show(<WhyPanel reasons={[price]} />, { language: 'zh-CN' });
    expect(await screen.findByText('活动价不高于日常价的 90%')).toBeTruthy();
    expect(screen.getByText('不满足')).toBeTruthy();
  });
});
