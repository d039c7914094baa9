import { AgentsScreen } from '../screens/agents/AgentsScreen.tsx'
import { DeliveriesScreen } from '../screens/deliveries/DeliveriesScreen.tsx'
import { EmailScreen } from '../screens/email/EmailScreen.tsx'
import { EventsScreen } from '../screens/events/EventsScreen.tsx'
import { RulesScreen } from '../screens/rules/RulesScreen.tsx'
import { NoticesScreen } from '../screens/notices/NoticesScreen.tsx'
import { AboutScreen } from '../screens/settings/AboutScreen.tsx'
import { AppearanceScreen } from '../screens/settings/AppearanceScreen.tsx'
import { BackgroundScreen } from '../screens/settings/BackgroundScreen.tsx'
import { DeliveryScreen } from '../screens/settings/DeliveryScreen.tsx'
import { DesktopScreen } from '../screens/settings/DesktopScreen.tsx'
import { NetworkScreen } from '../screens/settings/NetworkScreen.tsx'
import { StorageScreen } from '../screens/settings/StorageScreen.tsx'
import { SourcesScreen } from '../screens/sources/SourcesScreen.tsx'
import { WebhooksScreen } from '../screens/webhooks/WebhooksScreen.tsx'
import { useView } from '../stores/view.ts'

export function CurrentScreen() {
  const screen = useView((view) => view.screen)
  switch (screen) {
    case 'deliveries':
      return <DeliveriesScreen />
    case 'events':
      return <EventsScreen />
    case 'webhooks':
      return <WebhooksScreen />
    case 'agents':
      return <AgentsScreen />
    case 'rules':
      return <RulesScreen />
    case 'sources':
      return <SourcesScreen />
    case 'notices':
      return <NoticesScreen />
    case 'delivery':
      return <DeliveryScreen />
    case 'network':
      return <NetworkScreen />
    case 'email':
      return <EmailScreen />
    case 'desktop':
      return <DesktopScreen />
    case 'background':
      return <BackgroundScreen />
    case 'storage':
      return <StorageScreen />
    case 'appearance':
      return <AppearanceScreen />
    case 'about':
      return <AboutScreen />
  }
}
