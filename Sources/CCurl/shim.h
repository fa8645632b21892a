#ifndef GALLEY_CCurl_SHIM_H
#define GALLEY_CCurl_SHIM_H
#include <curl/curl.h>
#endif
