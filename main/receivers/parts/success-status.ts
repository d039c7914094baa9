import type { Judged } from '../receiver.ts'

export const isSuccessStatus = ({ status }: Pick<Judged, 'status'>): boolean => status >= 200 && status < 300
