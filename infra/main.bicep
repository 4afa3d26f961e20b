// MeetingBot in Azure: replicas over one storage account, and what tells you when something is wrong. RUNBOOK.md says how to deploy it.
// The registry with the image and the vault with the secrets are there before it, in the same resource group.

@description('Begins the name of every resource: small letters, digits and hyphens.')
@minLength(4)
@maxLength(16)
param name string = 'meetingbot'

@description('Where everything is.')
param location string = resourceGroup().location

@description('The container registry that holds the image.')
param registryName string

@description('The image in it, with its tag.')
param image string

@description('The key vault that holds the secrets.')
param vaultName string

@description('How many replicas run when there is nothing to do. One of several may die or be replaced without anybody noticing.')
@minValue(2)
@maxValue(10)
param minReplicas int = 2

@description('How many replicas run at most.')
@minValue(2)
@maxValue(30)
param maxReplicas int = 6

@description('Who administers the bot: accounts, separated by commas.')
param admins string = ''

@description('Who may found groups.')
@allowed(['anyone', 'admins'])
param setup string = 'anyone'

@description('Teams: the client id of the app registration; empty for a bot that is not in Teams.')
param botAppId string = ''

@description('Teams: the tenants whose people may use the bot, separated by commas.')
param teamsTenants string = tenant().tenantId

@description('Slack: one workspace (secrets slack-signing-secret and slack-bot-token), many that install the app themselves (slack-signing-secret and slack-client-secret), or none.')
@allowed(['none', 'one', 'many'])
param slack string = 'none'

@description('Slack: the client id of the app, where many workspaces install it.')
param slackClientId string = ''

@description('Slack: whether plain lines in the thread of a meeting are heard.')
@allowed(['quiet', 'listening'])
param slackPackage string = 'quiet'

@description('The web room: the OpenID Connect provider by which people sign in (secret sign-in-client-secret); empty for no web room.')
param signInAuthority string = ''

@description('The web room: the name under which the provider knows the bot.')
param signInClientId string = ''

@description('How long published minutes can be neither changed nor deleted, in days; 0 for no such rule. To be chosen before the first deployment.')
@minValue(0)
@maxValue(146000)
param minutesImmutableDays int = 0

@description('Whether an administrator of the account may shorten that time: unlocked to try it, locked for good, for everything that is filed from then on.')
@allowed(['unlocked', 'locked'])
param minutesImmutableMode string = 'unlocked'

@description('For how many days earlier versions of records are kept, and then once more as deleted ones: after both, words that were redacted and people who were forgotten are gone for good.')
@minValue(1)
@maxValue(365)
param keepDeletedDays int = 7

@description('How long logs are kept, in days.')
@minValue(30)
@maxValue(730)
param logDays int = 30

@description('Telemetry: the OTLP endpoint of a collector, such as https://otlp.example.org:4317; empty for none.')
param otlpEndpoint string = ''

@description('Telemetry: how the collector is spoken to.')
@allowed(['grpc', 'http/protobuf'])
param otlpProtocol string = 'grpc'

@description('Telemetry: whether requests carry headers, such as api-key=... (secret otlp-headers-secret).')
param otlpWithHeaders bool = false

@description('Who is told when something is wrong.')
param alertEmail string

var container = 'meetingbot'
var minutesContainer = '${container}-minutes'
var unique = uniqueString(resourceGroup().id, name)
var host = '${name}.${environment.properties.defaultDomain}'
var hasWeb = !empty(signInAuthority)
var hasTeams = !empty(botAppId)
var hasTelemetry = !empty(otlpEndpoint)
var isImmutable = minutesImmutableDays > 0

var roles = {
  blobContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe' // Storage Blob Data Contributor
  blobOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b' // Storage Blob Data Owner
  blobDelegator: 'db58b8e5-c6ad-4a2a-8342-4190687cbf4a' // Storage Blob Delegator: keys for read-only links to minutes
  secretsUser: '4633458b-17de-408a-b874-0445c86b69e6' // Key Vault Secrets User
  acrPull: '7f951dda-4ed3-4680-a7ca-43fe172d538d' // AcrPull
}

// --- Who the bot is ---

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
}

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {
  name: registryName
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vaultName
}

resource readsImage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, identity.id, roles.acrPull)
  scope: registry
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.acrPull)
  }
}

resource readsSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, roles.secretsUser)
  scope: vault
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.secretsUser)
  }
}

resource usesStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in [roles.blobContributor, roles.blobDelegator]: {
    name: guid(storage.id, identity.id, role)
    scope: storage
    properties: {
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

// Only an owner may write the day until which a blob stays as it is.
resource ownsMinutes 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (isImmutable) {
  name: guid(minutes.id, identity.id, roles.blobOwner)
  scope: minutes
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobOwner)
  }
}

// --- What it keeps ---

resource storage 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: take('${replace(toLower(name), '-', '')}${unique}', 24)
  location: location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_ZRS'
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: storage
  name: 'default'
  properties: {
    isVersioningEnabled: true
    deleteRetentionPolicy: {
      enabled: true
      days: keepDeletedDays
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: keepDeletedDays
    }
  }
}

resource records 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: blobs
  name: container
  properties: {
    publicAccess: 'None'
  }
}

// With versions, corrected minutes are a new version beside the one that can no longer be changed.
resource minutes 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: blobs
  name: minutesContainer
  properties: {
    publicAccess: 'None'
    immutableStorageWithVersioning: isImmutable ? { enabled: true } : null
  }
}

// Where versions are kept, deleting a blob only makes a version of it: this is what deletes. Versions of published minutes stay.
resource deletes 'Microsoft.Storage/storageAccounts/managementPolicies@2024-01-01' = {
  parent: storage
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'earlier-versions-of-records'
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: ['blockBlob', 'appendBlob']
              prefixMatch: ['${container}/']
            }
            actions: {
              version: {
                delete: {
                  daysAfterCreationGreaterThan: keepDeletedDays
                }
              }
            }
          }
        }
      ]
    }
  }
  dependsOn: [blobs]
}

// --- Where it runs ---

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: name
  location: location
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: logDays
  }
}

resource environment 'Microsoft.App/managedEnvironments@2025-01-01' = {
  name: name
  location: location
  properties: {
    appLogsConfiguration: {
      destination: 'azure-monitor'
    }
    workloadProfiles: [
      {
        name: 'Consumption'
        workloadProfileType: 'Consumption'
      }
    ]
  }
}

resource environmentLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: environment
  properties: {
    workspaceId: logs.id
    logs: [
      {
        category: 'ContainerAppConsoleLogs'
        enabled: true
      }
      {
        category: 'ContainerAppSystemLogs'
        enabled: true
      }
    ]
  }
}

var secretNames = concat(
  slack == 'none' ? [] : ['slack-signing-secret'],
  slack == 'one' ? ['slack-bot-token'] : [],
  slack == 'many' ? ['slack-client-secret'] : [],
  hasWeb ? ['sign-in-client-secret'] : [],
  hasTelemetry && otlpWithHeaders ? ['otlp-headers-secret'] : []
)

var settings = concat(
  [
    { name: 'AZURE_CLIENT_ID', value: identity.properties.clientId } // which identity DefaultAzureCredential takes
    { name: 'Storage__Kind', value: 'AzureBlobs' }
    { name: 'Storage__AzureBlobs__ServiceUri', value: storage.properties.primaryEndpoints.blob }
    { name: 'Storage__AzureBlobs__Container', value: container }
    { name: 'Admins', value: admins }
    { name: 'Setup', value: setup }
    { name: 'Logging__Console__FormatterName', value: 'json' } // a line for each entry, as the alerts read them
  ],
  hasTeams
    ? [
        { name: 'Teams__AppId', value: botAppId }
        { name: 'Teams__TenantId', value: tenant().tenantId }
        { name: 'Teams__Tenants', value: teamsTenants }
        { name: 'Teams__ManagedIdentityClientId', value: identity.properties.clientId }
        { name: 'Teams__PublicUrl', value: 'https://${host}/' } // calendar entries and long minutes are served also without the web room
      ]
    : [],
  slack == 'none'
    ? []
    : [
        { name: 'Slack__SigningSecret', secretRef: 'slack-signing-secret' }
        { name: 'Slack__Package', value: slackPackage }
      ],
  slack == 'one' ? [{ name: 'Slack__BotToken', secretRef: 'slack-bot-token' }] : [],
  slack == 'many'
    ? [
        { name: 'Slack__ClientId', value: slackClientId }
        { name: 'Slack__ClientSecret', secretRef: 'slack-client-secret' }
        { name: 'Slack__PublicUrl', value: 'https://${host}/' }
      ]
    : [],
  hasWeb
    ? [
        { name: 'SignIn__Authority', value: signInAuthority }
        { name: 'SignIn__ClientId', value: signInClientId }
        { name: 'SignIn__ClientSecret', secretRef: 'sign-in-client-secret' }
        { name: 'SignIn__Host', value: host }
      ]
    : [{ name: 'Web', value: 'off' }],
  isImmutable
    ? [
        { name: 'Archive__ImmutableDays', value: string(minutesImmutableDays) }
        { name: 'Archive__ImmutableMode', value: minutesImmutableMode }
      ]
    : [],
  hasTelemetry
    ? [
        { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: otlpEndpoint }
        { name: 'OTEL_EXPORTER_OTLP_PROTOCOL', value: otlpProtocol }
      ]
    : [],
  hasTelemetry && otlpWithHeaders ? [{ name: 'OTEL_EXPORTER_OTLP_HEADERS', secretRef: 'otlp-headers-secret' }] : []
)

resource app 'Microsoft.App/containerApps@2025-01-01' = {
  name: name
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    environmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: {
        external: true
        allowInsecure: false
        targetPort: 8080
        transport: 'auto'
        stickySessions: {
          affinity: hasWeb ? 'sticky' : 'none' // a page of the web room talks to the replica that drew it
        }
      }
      registries: [
        {
          server: registry.properties.loginServer
          identity: identity.id
        }
      ]
      secrets: [
        for secret in secretNames: {
          name: secret
          keyVaultUrl: '${vault.properties.vaultUri}secrets/${secret}'
          identity: identity.id
        }
      ]
    }
    template: {
      terminationGracePeriodSeconds: 45 // the bot itself takes up to 30 to answer what it has taken
      containers: [
        {
          name: 'bot'
          image: '${registry.properties.loginServer}/${image}'
          env: settings
          resources: {
            cpu: json('0.25')
            memory: '0.5Gi'
          }
          probes: [
            {
              type: 'Startup'
              httpGet: { path: '/healthz/live', port: 8080 }
              periodSeconds: 5
              timeoutSeconds: 5
              failureThreshold: 10 // Azure takes no more
            }
            {
              type: 'Liveness'
              httpGet: { path: '/healthz/live', port: 8080 }
              periodSeconds: 10
              timeoutSeconds: 5
              failureThreshold: 3
            }
            {
              type: 'Readiness'
              httpGet: { path: '/healthz/ready', port: 8080 }
              periodSeconds: 10
              timeoutSeconds: 5
              failureThreshold: 3
            }
          ]
        }
      ]
      scale: {
        minReplicas: minReplicas
        maxReplicas: maxReplicas
        rules: [
          {
            name: 'requests'
            http: {
              metadata: {
                concurrentRequests: '50'
              }
            }
          }
        ]
      }
    }
  }
  dependsOn: [readsImage, readsSecrets, usesStorage, ownsMinutes, records, minutes]
}

// --- Where Teams finds it ---

resource bot 'Microsoft.BotService/botServices@2022-09-15' = if (hasTeams) {
  name: '${name}-${unique}'
  location: 'global'
  kind: 'azurebot'
  sku: {
    name: 'F0'
  }
  properties: {
    displayName: 'MeetingBot'
    endpoint: 'https://${host}/api/messages'
    msaAppId: botAppId
    msaAppTenantId: tenant().tenantId
    msaAppType: 'SingleTenant'
    disableLocalAuth: true
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = if (hasTeams) {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: {
    channelName: 'MsTeamsChannel'
    properties: {
      isEnabled: true
    }
  }
}

// --- What is told when something is wrong: RUNBOOK.md, "Alerts", says what to do ---

resource watch 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: name
  location: 'global'
  properties: {
    groupShortName: take(name, 12)
    enabled: true
    emailReceivers: [
      {
        name: 'operator'
        emailAddress: alertEmail
        useCommonAlertSchema: true
      }
    ]
  }
}

var measured = [
  {
    name: 'too-few-replicas'
    severity: 1
    scope: app.id
    namespace: 'Microsoft.App/containerApps'
    metric: 'Replicas'
    aggregation: 'Maximum'
    operator: 'LessThan'
    threshold: minReplicas
    dimensions: []
  }
  {
    name: 'restarts'
    severity: 2
    scope: app.id
    namespace: 'Microsoft.App/containerApps'
    metric: 'RestartCount'
    aggregation: 'Maximum'
    operator: 'GreaterThan'
    threshold: 3
    dimensions: []
  }
  {
    name: 'server-errors'
    severity: 1
    scope: app.id
    namespace: 'Microsoft.App/containerApps'
    metric: 'Requests'
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: 5
    dimensions: [{ name: 'statusCodeCategory', operator: 'Include', values: ['5xx'] }]
  }
  {
    name: 'storage-throttles'
    severity: 2
    scope: blobs.id
    namespace: 'Microsoft.Storage/storageAccounts/blobServices'
    metric: 'Transactions'
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: 10
    dimensions: [
      {
        name: 'ResponseType'
        operator: 'Include'
        values: [
          'ServerBusyError'
          'ClientThrottlingError'
          'ClientAccountRequestThrottlingError'
          'ClientAccountBandwidthThrottlingError'
        ]
      }
    ]
  }
  {
    name: 'storage-unavailable'
    severity: 1
    scope: blobs.id
    namespace: 'Microsoft.Storage/storageAccounts/blobServices'
    metric: 'Availability'
    aggregation: 'Average'
    operator: 'LessThan'
    threshold: 99
    dimensions: []
  }
]

resource metricAlerts 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for alert in measured: {
    name: '${name}-${alert.name}'
    location: 'global'
    properties: {
      severity: alert.severity
      enabled: true
      scopes: [alert.scope]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            name: alert.metric
            criterionType: 'StaticThresholdCriterion'
            metricNamespace: alert.namespace
            metricName: alert.metric
            timeAggregation: alert.aggregation
            operator: alert.operator
            threshold: alert.threshold
            dimensions: alert.dimensions
          }
        ]
      }
      actions: [{ actionGroupId: watch.id }]
    }
  }
]

// What the bot says of itself; the tests hold that it still says these words.
var entries = 'ContainerAppConsoleLogs | where ContainerAppName == "${name}" | extend entry = parse_json(Log) | extend message = tostring(entry.Message), level = tostring(entry.LogLevel)'
var said = [
  {
    name: 'notices-given-up'
    severity: 2
    query: '${entries} | where message startswith "A notice was given up"'
    threshold: 0
  }
  {
    name: 'notices-late'
    severity: 1
    query: '${entries} | where message startswith "Posting what is due failed"'
    threshold: 2
  }
  {
    name: 'errors'
    severity: 2
    query: '${entries} | where level in ("Error", "Critical") and not(message startswith "A notice was given up")'
    threshold: 5
  }
  {
    name: 'not-ready'
    severity: 1
    query: 'ContainerAppSystemLogs | where ContainerAppName == "${name}" | where Log contains "readiness" and Log contains "fail"'
    threshold: 5
  }
]

resource logAlerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in said: {
    name: '${name}-${alert.name}'
    location: location
    kind: 'LogAlert'
    properties: {
      displayName: '${name}-${alert.name}'
      severity: alert.severity
      enabled: true
      scopes: [logs.id]
      evaluationFrequency: 'PT15M'
      windowSize: 'PT15M'
      skipQueryValidation: true // the tables come with the first entries
      criteria: {
        allOf: [
          {
            query: alert.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: alert.threshold
          }
        ]
      }
      actions: {
        actionGroups: [watch.id]
      }
    }
  }
]

@description('The host of the bot: for the Teams package, the Slack manifest and the sign-in provider.')
output host string = host

@description('What a federated credential of the app registration takes as its subject.')
output identityPrincipalId string = identity.properties.principalId

@description('The identity that vouches for the app: Teams__ManagedIdentityClientId.')
output identityClientId string = identity.properties.clientId

@description('Storage__AzureBlobs__ServiceUri, for verbs of the command line.')
output storageServiceUri string = storage.properties.primaryEndpoints.blob

@description('The storage account.')
output storageName string = storage.name
