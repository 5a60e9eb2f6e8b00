import { describe, expect, it } from 'vitest';
import {
  formatAgo,
  formatInstant,
  formatInstantFully,
  formatMoney,
  formatShare,
  parseMinor,
  shortenId,
} from './format';

describe('money', () => {
  it('is printed from minor units with its currency in both languages', () => {
    expect(formatMoney({ minor: 129_990, currency: 'CNY' }, 'zh-CN')).toBe('¥1,299.90');
    expect(formatMoney({ minor: 129_990, currency: 'CNY' }, 'en')).toBe('¥1,299.90');
    expect(formatMoney({ minor: 5, currency: 'CNY' }, 'zh-CN')).toBe('¥0.05');
    expect(formatMoney({ minor: -5, currency: 'USD' }, 'en')).toBe('-$0.05');
  });

  it('knows currencies without a minor unit and with three digits', () => {
    expect(formatMoney({ minor: 1200, currency: 'JPY' }, 'en')).toBe('¥1,200');
    expect(formatMoney({ minor: 1234, currency: 'BHD' }, 'en')).toMatch(/1\.234$/);
  });

  it('stays exact where a binary fraction would not', () => {
    expect(formatMoney({ minor: 9_007_199_254_740_991, currency: 'CNY' }, 'zh-CN')).toBe('¥90,071,992,547,409.91');
  });

  it('reads back what a person types and refuses what is no amount', () => {
    expect(parseMinor('1,299.9', 'CNY')).toBe(129_990);
    expect(parseMinor('0.07', 'CNY')).toBe(7);
    expect(parseMinor('1200', 'JPY')).toBe(1200);
    expect(parseMinor('1.234', 'CNY')).toBeNull();
    expect(parseMinor('1e3', 'CNY')).toBeNull();
    expect(parseMinor('', 'CNY')).toBeNull();
  });
});

describe('times', () => {
  it('are in the zone of the tenant, not of the browser', () => {
    const now = new Date('2026-11-01T00:00:00Z');
    expect(formatInstant('2026-11-10T16:30:00Z', 'Asia/Shanghai', 'zh-CN', now)).toBe('11月11日 00:30');
    expect(formatInstant('2026-11-10T16:30:00Z', 'America/Sao_Paulo', 'en', now)).toContain('Nov 10');
    expect(formatInstant('2024-11-10T16:30:00Z', 'Asia/Shanghai', 'en', now)).toContain('2024');
  });

  it('say the zone in full form', () => {
    expect(formatInstantFully('2026-11-10T16:30:00Z', 'Asia/Shanghai', 'en')).toMatch(/GMT\+8/);
  });

  it('say how long ago in the coarsest unit that says something', () => {
    const now = new Date('2026-11-01T12:00:00Z');
    expect(formatAgo('2026-11-01T09:10:00Z', now, 'en')).toBe('2 hours ago');
    expect(formatAgo('2026-10-30T09:10:00Z', now, 'zh-CN')).toBe('前天');
  });
});

describe('shares and ids', () => {
  it('never call a small share zero or divide by nothing', () => {
    expect(formatShare(1, 5460, 'en')).toBe('<0.1%');
    expect(formatShare(0, 5460, 'en')).toBe('0%');
    expect(formatShare(1, 0, 'en')).toBe('–');
  });

  it('cut an id in the middle', () => {
    expect(shortenId('4e94b24b8f0dd07cce7cfa4b31a5b2fb')).toBe('4e94b24…a5b2fb');
    expect(shortenId('short')).toBe('short');
  });
});
