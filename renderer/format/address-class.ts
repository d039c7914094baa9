import type { AddressClass } from '../../preload/contract/outcome.ts'

/** How far away an address is, in words. */
export const addressClassWords: Record<AddressClass, string> = {
  public: 'Public internet',
  private: 'Private network',
  loopback: 'This workstation',
}
