// An example: Teams for one tenant, and no web room. Copy it, and keep the copy where your own settings are.
using 'main.bicep'

param registryName = 'contosomeetings'
param image = 'meetingbot:0.1.0'
param vaultName = 'contoso-meetings'
param botAppId = '00000000-0000-0000-0000-000000000000'
param alertEmail = 'operations@example.org'
