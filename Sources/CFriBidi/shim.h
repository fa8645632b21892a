#ifndef GALLEY_CFriBidi_SHIM_H
#define GALLEY_CFriBidi_SHIM_H
#include <fribidi.h>
#endif
