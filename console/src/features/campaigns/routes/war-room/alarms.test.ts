import { describe, expect, it } from 'vitest';
import type { BenefitRow, Sales } from '../../api';
import { alarmsOf } from './alarms';

const money = (minor: number) => ({ minor, currency: 'CNY' });
const sales = (orders: number[], cancelled = 0): Sales => ({
  asOf: '2026-11-11T00:10:00Z',
  from: '2026-11-11T00:00:00Z',
  stepSeconds: 60,
  orders: orders.reduce((sum, count) => sum + count, 0),
  units: 0,
  payable: money(0),
  discount: money(0),
  cancelled,
  refundedUnits: 0,
  funders: [],
  steps: orders.map((count, index) => ({
    at: `2026-11-11T00:0${index}:00Z`,
    orders: count,
    units: count,
    payable: money(0),
    discount: money(0),
    cancelled: 0,
  })),
});
const benefit = (left: number, frozen = false) =>
  ({
    name: 'Coupon',
    accounts: [{ name: 'b', unit: 'money', cap: 100, spent: 100 - left, reserved: 0, left, frozen }],
  }) as unknown as BenefitRow;

describe('the alarms of a live round', () => {
  it('rings when nothing was sold for five steps after something was, and only while it is live', () => {
    const gone = sales([9, 3, 0, 0, 0, 0, 0, 1]);
    expect(alarmsOf(true, gone, undefined, undefined)).toEqual([{ kind: 'quiet', minutes: 5 }]);
    expect(alarmsOf(false, gone, undefined, undefined)).toEqual([]);
    expect(alarmsOf(true, sales([0, 0, 0, 0, 0, 0, 0]), undefined, undefined)).toEqual([]);
  });

  it('rings when a tenth of a budget is left, or when it was switched off', () => {
    expect(alarmsOf(true, undefined, undefined, [benefit(10), benefit(11)])).toEqual([
      { kind: 'budget', name: 'Coupon', left: 0.1 },
    ]);
    expect(alarmsOf(true, undefined, undefined, [benefit(50, true)])).toEqual([{ kind: 'frozen', name: 'Coupon' }]);
  });

  it('rings when a fifth of many orders is cancelled', () => {
    expect(alarmsOf(true, sales([15], 5), undefined, undefined)).toEqual([{ kind: 'cancelled', share: 0.25 }]);
    expect(alarmsOf(true, sales([3], 2), undefined, undefined)).toEqual([]);
  });
});
