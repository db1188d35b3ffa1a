import { Authorization, EventField, HttpParameter } from 'aws-cdk-lib/aws-events';
import { SecretValue, Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { Sallyport } from '../../lib/sallyport.ts';
import config from '../embedded-stack/sallyport.config.ts';
import { TellPeople } from './tell-people.ts';

const field = (name: string): string => EventField.fromPath(`$.detail.${name}`);

/** A gateway whose events reach Slack, PagerDuty and a webhook of your own. */
export class NotificationsStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const { eventBus: bus } = new Sallyport(this, 'Gateway', { config, stage: 'prod' });
    new TellPeople(this, 'Slack', {
      bus,
      about: ['honeytoken.tripped', 'ip.blocked', 'key.quarantined'],
      url: 'https://slack.com/api/chat.postMessage',
      // The secret holds "Bearer xoxb-…", the token of an app that may post to the channel.
      authorization: Authorization.apiKey('Authorization', SecretValue.secretsManager('sallyport/slack')),
      body: {
        channel: '#security',
        text: `Sallyport ${field('stage')}: ${EventField.fromPath('$.detail-type')} (${field('eventId')})`,
      },
    });
    new TellPeople(this, 'PagerDuty', {
      bus,
      about: ['honeytoken.tripped'],
      url: 'https://events.pagerduty.com/v2/enqueue',
      // PagerDuty reads no header; the key of the integration is part of the body.
      authorization: Authorization.apiKey('X-Sent-By', SecretValue.unsafePlainText('sallyport')),
      bodyParameters: {
        routing_key: HttpParameter.fromSecret(SecretValue.secretsManager('sallyport/pagerduty')),
      },
      body: {
        event_action: 'trigger',
        // A repeated event opens no second incident.
        dedup_key: field('tokenId'),
        payload: {
          summary: `Honeytoken ${field('tokenId')} used from ${field('ip')}`,
          source: `sallyport ${field('stage')}`,
          severity: 'critical',
          timestamp: field('at'),
        },
      },
    });
    new TellPeople(this, 'Webhook', {
      bus,
      about: ['honeytoken.tripped', 'ip.blocked', 'key.quarantined', 'key.revoked', 'rotation.failed'],
      url: 'https://hooks.example.com/sallyport',
      authorization: Authorization.apiKey('Authorization', SecretValue.secretsManager('sallyport/webhook')),
      body: {
        id: field('eventId'),
        type: EventField.fromPath('$.detail-type'),
        detail: EventField.fromPath('$.detail'),
      },
    });
  }
}
