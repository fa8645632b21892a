#ifndef GALLEY_CCurl_SHIM_H
#define GALLEY_CCurl_SHIM_H
#include <curl/curl.h>

/* Swift cannot call variadic functions, so each argument type gets an entry of its own. */

static inline CURLcode galley_curl_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode galley_curl_set_size(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode galley_curl_set_pointer(
    CURL *handle, CURLoption option, const void *value) {
  return curl_easy_setopt(handle, option, value);
}

typedef size_t (*galley_curl_data_function)(char *, size_t, size_t, void *);

static inline CURLcode galley_curl_set_data_function(
    CURL *handle, CURLoption option, galley_curl_data_function value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode galley_curl_get_long(CURL *handle, CURLINFO info, long *value) {
  return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode galley_curl_get_size(CURL *handle, CURLINFO info, curl_off_t *value) {
  return curl_easy_getinfo(handle, info, value);
}

/* The result of a finished transfer; CURLMsg holds a union that Swift reads less plainly. */
static inline CURL *galley_curl_next_done(CURLM *multi, CURLcode *result) {
  int left = 0;
  CURLMsg *message;
  while ((message = curl_multi_info_read(multi, &left)) != NULL) {
    if (message->msg == CURLMSG_DONE) {
      *result = message->data.result;
      return message->easy_handle;
    }
  }
  return NULL;
}

static inline CURLMcode galley_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}
#endif
