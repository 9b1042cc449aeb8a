<?php
// Sends a message and reads it back, through the client that OpenAPI Generator makes for PHP. Takes the key, the
// chat and the text from the environment; the API's address is the one in the description.

use OpenAPI\Client\Api\ChatApi;
use OpenAPI\Client\Api\ClientApi;
use OpenAPI\Client\Api\SessionApi;
use OpenAPI\Client\Configuration;
use OpenAPI\Client\Model\FetchMessagesRequest;
use OpenAPI\Client\Model\SearchOptions;
use OpenAPI\Client\Model\SendMessageRequestText;

// What Composer does elsewhere: Debian has Guzzle without it.
require '/usr/share/php/GuzzleHttp/autoload.php';
$client = getenv('CLIENT') . '/lib/';
spl_autoload_register(function (string $class) use ($client): void {
    if (str_starts_with($class, 'OpenAPI\\Client\\')) {
        require_once $client . strtr(substr($class, strlen('OpenAPI\\Client\\')), '\\', '/') . '.php';
    }
});
foreach (new RegexIterator(new RecursiveIteratorIterator(new RecursiveDirectoryIterator($client)), '/\.php$/') as $file) {
    require_once $file; // all of it, so that a file that nothing here needs is compiled as well
}

$configuration = Configuration::getDefaultConfiguration()->setApiKey('x-api-key', getenv('KEY'));
$account = new ClientApi(null, $configuration);
$session = getenv('SESSION');
$chat = getenv('CHAT');

$status = (new SessionApi(null, $configuration))->sessionStatus($session);
$text = new SendMessageRequestText(['content_type' => 'string', 'chat_id' => $chat, 'content' => getenv('TEXT')]);
$sent = $account->clientSendMessage($session, $text);
$options = new SearchOptions(['limit' => 20]);
$request = new FetchMessagesRequest(['chat_id' => $chat, 'search_options' => $options]);
$fetched = (new ChatApi(null, $configuration))->chatFetchMessages($session, $request);
$groups = [];
foreach ($account->clientGetChats($session)->getChats() as $chat) {
    if ($chat->getIsGroup()) {
        $groups[] = count($chat->getGroupMetadata()->getParticipants());
    }
}
echo json_encode([
    'state' => $status->getState(),
    'sent' => $sent->getMessage()->getId()->getId(),
    'fetched' => array_map(fn ($message) => $message->getId()->getId(), $fetched->getMessages()),
    'groups' => $groups,
    'contacts' => count($account->clientGetContacts($session)->getContacts()),
]), "\n";
