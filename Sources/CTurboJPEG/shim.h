#ifndef GALLEY_CTurboJPEG_SHIM_H
#define GALLEY_CTurboJPEG_SHIM_H
#include <turbojpeg.h>
#endif
