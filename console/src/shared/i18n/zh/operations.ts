import type { operations as english } from '../en/operations';

export const operations: Record<keyof typeof english, string> = {
  'operations.nav.letters': '死信',
  'operations.letter.title': '哪些事件未能处理？',
  'operations.letter.event': '事件',
  'operations.letter.subscription': '订阅方',
  'operations.letter.state': '状态',
  'operations.letter.state.dead': '已搁置',
  'operations.letter.state.waiting': '等待重试',
  'operations.letter.error': '失败原因',
  'operations.letter.attempts': '尝试次数',
  'operations.letter.died': '搁置时间',
  'operations.letter.tried': '共尝试 {attempts} 次，其中人工重试 {replays} 次。',
  'operations.letter.replay': '重试',
  'operations.letter.replay_chosen': '重试 {count} 条',
  'operations.letter.replay_effect': '订阅方将在一秒内重新处理该事件；若再次失败，死信保留并记录新的原因。',
  'operations.letter.payload': '事件内容',
  'operations.letter.reason': '放弃的原因',
  'operations.letter.discard': '放弃处理',
  'operations.letter.discard_effect': '该事件将不再处理，内容仍可在审计中查看。',
  'operations.letter.empty_title': '没有死信',
  'operations.letter.empty_text': '所有事件均已处理。连续失败十次的事件会出现在这里。',
};
