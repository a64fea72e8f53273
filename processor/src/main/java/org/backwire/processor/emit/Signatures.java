package org.backwire.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/** What the members of a companion have in common: the parameters of the method, and the names made from them. */
record Signatures(Target target, Splitting splitting) {

    /** How many {@code Shapes.requireApart} takes. */
    private static final int MOST_OTHERS = 3;

    /** The variable in which static members find what their parts leave behind. */
    static final String FRAME = "frame";

    List<Target.Parameter> wrt() {
        return target.parameters().stream().filter(Target.Parameter::isWrt).toList();
    }

    List<String> parameterNames() {
        return target.parameters().stream().map(Target.Parameter::name).toList();
    }

    TypeName result() {
        return TypeNames.of(target.result());
    }

    /** An array of the result's type, which takes the partial derivatives of scalars. */
    TypeName partials() {
        return TypeNames.of(new Type.Array(target.result()));
    }

    ClassName gradientRecord() {
        return nested("Gradient");
    }

    /** A static member that is written in parts if it is too long. */
    Divisible divisible(String member) {
        return new Divisible(splitting, member, target.thrown(), null, Set.of(), null);
    }

    /**
     * A static member that is written in parts if it is too long, and is given a frame by who calls it.
     *
     * @param frame the parameter
     */
    Divisible divisible(String member, String frame) {
        return new Divisible(splitting, member, target.thrown(), null, Set.of(), frame);
    }

    /**
     * A member of a gate that is written in parts if it is too long.
     *
     * @param names those of the gate's fields
     * @param inFields values that stand in fields
     */
    Divisible divisible(String member, Names names, Set<Value> inFields) {
        return new Divisible(splitting, member, target.thrown(), names, inFields, null);
    }

    /** Names in which those of the method's parameters are taken. */
    Names names() {
        Names names = splitting.names();
        parameterNames().forEach(names::reserve);
        return names;
    }

    /** For a body. */
    Lines lines() {
        return new Lines(splitting.verbatim());
    }

    ClassName nested(String name) {
        return TypeNames.of(target.companion()).nestedClass(name);
    }

    /** A method that begins with the method's own parameters. */
    MethodSpec.Builder method(String name, Modifier... modifiers) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name).addModifiers(modifiers);
        for (Target.Parameter parameter : target.parameters()) {
            method.addParameter(TypeNames.of(parameter.type()), parameter.name());
        }
        target.thrown().forEach(type -> method.addException(TypeNames.of(type)));
        return method;
    }

    /** A method that has the method's own parameters and no others. */
    MethodSpec.Builder alike(String name, Modifier... modifiers) {
        return method(name, modifiers).varargs(target.varargs() && isReifiable(last()));
    }

    private Type last() {
        return target.parameters().get(target.parameters().size() - 1).type();
    }

    /** Whether javac does not warn of such a type behind {@code ...} (JLS 4.7). */
    private static boolean isReifiable(Type type) {
        Type leaf = type instanceof Type.Array array ? array.leaf() : type;
        return leaf.isPrimitive()
                || leaf instanceof Type.Reference reference
                        && reference.arguments().stream().allMatch(Signatures::isUnknown);
    }

    private static boolean isUnknown(Type argument) {
        return argument instanceof Type.Wildcard wildcard && wildcard.upper() == null && wildcard.lower() == null;
    }

    /** Whether gradients are arrays or records, or the gradient of the result is one. */
    boolean hasStructure() {
        return !isScalar() || wrt().stream().anyMatch(p -> !p.type().isPrimitive());
    }

    boolean isScalar() {
        return target.result().isPrimitive();
    }

    /** Whether {@code valueAndGradient} is there: a record cannot be written to. */
    boolean hasDestinations() {
        return isScalar() && wrt().stream().noneMatch(p -> p.type() instanceof Type.Reference);
    }

    static boolean isArray(Type type) {
        return type instanceof Type.Array;
    }

    MethodSpec constructor() {
        return MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("A gate that remembers nothing yet; for one thread at a time.\n")
                .build();
    }

    /** The method that returns what has been accumulated for a parameter. */
    MethodSpec accessor(Target.Parameter parameter, CodeBlock value) {
        String view = isArray(parameter.type()) ? ": a live view" : "";
        return MethodSpec.methodBuilder("d" + parameter.name())
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("Returns the accumulated gradient of {@code $L}$L.\n", parameter.name(), view)
                .returns(TypeNames.of(parameter.type()))
                .addStatement("return $L", value)
                .build();
    }

    /** A call of {@code valueAndGradient} with the method's own arguments. */
    Text valueAndGradient(String partials) {
        return valueAndGradient(Text.of("$N", partials));
    }

    /** The same, given the frame in which its parts leave values for each other. */
    Text valueAndGradient(String partials, Text frame) {
        return valueAndGradient(Text.of("$N,$W$L", partials, frame));
    }

    private Text valueAndGradient(Text last) {
        Text.Builder call = Text.builder().add("valueAndGradient(");
        parameterNames().forEach(name -> call.add("$N,$W", name));
        return call.add("$L)", last).build();
    }

    /** The Javadoc of a method whose only destination is the array of partial derivatives. */
    void describePartials(MethodSpec.Builder method, String partials) {
        method.addJavadoc(
                "Writes the gradient into {@code $L}, in the order of the parameters, and returns the value.\n",
                partials);
        method.addJavadoc(
                "\n@throws IllegalArgumentException if {@code $L} has not length $L\n", partials, wrt().size());
    }

    /** Refuses a destination of a wrong length before anything is written. */
    void requireLength(MethodSpec.Builder method, String array, int length) {
        method.beginControlFlow("if ($N.length != $L)", array, length)
                .addStatement(
                        "throw new $T($S + $N.length)",
                        IllegalArgumentException.class,
                        array + " must have length " + length + ", not ",
                        array)
                .endControlFlow();
    }

    /** Whether two arrays can be the same, one a row of the other, or have a row in common. */
    static boolean canShare(TypeName a, TypeName b) {
        return a instanceof ArrayTypeName
                && b instanceof ArrayTypeName
                && numbers(a).equals(numbers(b));
    }

    private static TypeName numbers(TypeName type) {
        return type instanceof ArrayTypeName array ? numbers(array.componentType()) : type;
    }

    /** Refuses a destination that is passed for something else as well. */
    static void requireApart(MethodSpec.Builder method, String destination, List<String> others) {
        for (int from = 0; from < others.size(); from += MOST_OTHERS) {
            List<String> some = others.subList(from, Math.min(others.size(), from + MOST_OTHERS));
            method.addStatement(
                    "$T.requireApart($S, $N, $L)", Shaping.SHAPES, destination, destination, String.join(", ", some));
        }
    }

    /** What the Jacobian calls for the gradient of an output; a member only has the name of the contract if it was asked for. */
    String pullback() {
        return target.derivatives().contains("GRADIENT") ? "vjp" : "pullback";
    }

    /** The head of a gate's {@code forward}. */
    MethodSpec.Builder forward() {
        return alike("forward", Modifier.PUBLIC)
                .addJavadoc("Returns the value and remembers what {@link #backward} needs.\n")
                .returns(result());
    }

    /** The head of a gate's {@code backward}. */
    MethodSpec.Builder backward(String dvalue) {
        return MethodSpec.methodBuilder("backward")
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc(
                        "Adds {@code $L} times the gradient at the last {@link #forward} to the accumulated gradient.\n",
                        dvalue)
                .addJavadoc("\n@throws IllegalStateException before the first {@link #forward}\n")
                .addParameter(result(), dvalue);
    }

    void requireForward(MethodSpec.Builder method, String remembers) {
        method.beginControlFlow("if (!$N)", remembers)
                .addStatement("throw new $T($S)", IllegalStateException.class, "backward before forward")
                .endControlFlow();
    }

    /** What the members of a refused method do. */
    void refuse(MethodSpec.Builder method) {
        method.addStatement(
                "throw new $T($S)",
                UnsupportedOperationException.class,
                target.method().name() + " was refused: see the compiler's error");
    }
}
