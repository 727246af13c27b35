/** The number of topics: they are numbered from 0 without a gap, and none is empty. −1 is no topic. */
export const countTopics = (topics: Int32Array): number => topics.reduce((most, topic) => Math.max(most, topic), -1) + 1
