package org.backwire.benchmark.gradbench;

import java.util.Map;

/** What one eval asks for: functions by their names. */
interface Module {
    String name();

    Map<String, Task<?>> tasks();
}
