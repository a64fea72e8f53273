package org.backwire.processor.emit;

import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import java.util.List;
import java.util.Map;

/** The half of a companion that is an object: what it keeps, and what it does. */
interface GateHalf {
    List<FieldSpec> fields();

    List<MethodSpec> methods();

    /** The comments above the groups of fields, by the first field of each. */
    Map<String, String> groups();
}
