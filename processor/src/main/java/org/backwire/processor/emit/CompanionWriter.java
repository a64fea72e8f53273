package org.backwire.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.KeptCode;
import org.backwire.processor.graph.Lending;
import org.backwire.processor.graph.MentionedClasses;
import org.jspecify.annotations.Nullable;

/** Writes a companion: the class around its members. */
public final class CompanionWriter {
    private static final ClassName GENERATED = ClassName.get("javax.annotation.processing", "Generated");
    private static final ClassName GENERATED_COMPANION = ClassName.get("org.backwire", "GeneratedCompanion");
    private static final ClassName DERIVATIVE = ClassName.get("org.backwire", "Derivative");
    private static final String PROCESSOR = "org.backwire.processor.DifferentiableProcessor";

    /** HotSpot compiles no method with more bytes of bytecode. */
    public static final int HUGE = 8000;

    private static final Set<String> HIDDEN = Set.of("vjp", StructuredStatics.FORWARD_BACKWARD);

    private CompanionWriter() {}

    /**
     * Writes a companion.
     *
     * @param helpers those that call themselves
     * @param kept what it has as the user wrote it
     * @param limit the bytes that a method may have; a longer one is written in parts
     */
    public static SourceFile write(
            Target target, Derivatives derivatives, List<NestedCompanion> helpers, List<KeptCode> kept, int limit) {
        return make(target, derivatives, helpers, kept, limit);
    }

    /** A companion of a refused method: its members are there, so that their users compile, and throw. */
    public static SourceFile writeSignatures(Target target) {
        return make(target, null, List.of(), List.of(), HUGE);
    }

    private static SourceFile make(
            Target target,
            @Nullable Derivatives derivatives,
            List<NestedCompanion> helpers,
            List<KeptCode> kept,
            int limit) {
        Map<String, String> groups = new HashMap<>();
        Verbatim verbatim = new Verbatim();
        Set<String> classes = mentioned(derivatives, helpers, kept);
        KeptMethods keptMethods = new KeptMethods();
        List<MethodSpec> own =
                kept.stream().map(code -> keptMethods.of(code, target)).toList();
        List<TypeSpec> nested = helpers.stream()
                .map(helper -> helper.type(limit, verbatim, classes))
                .toList();
        TypeSpec companion = new Splitting(limit, verbatim, target.neighbours(), classes).written(splitting -> {
            groups.clear();
            return type(target, derivatives, helpers, nested, own, splitting, classes, groups);
        });
        for (NestedCompanion helper : helpers) {
            if (helper.frame() != null) {
                boolean isRead = !helper.frame().resultFields().isEmpty()
                        || !helper.frame().gradientFields().isEmpty();
                groups.put(
                        helper.target().companion().simpleName(),
                        isRead ? "Left by forward and backward, for each other and the caller." : "Kept by forward.");
            }
        }
        if (derivatives != null) {
            Stream.concat(Stream.of(companion), nested.stream())
                    .flatMap(written -> written.methodSpecs().stream())
                    .forEach(ParameterLimit::check);
        }
        ClassRef name = target.companion();
        String text = verbatim.putInto(JavaFile.builder(name.packageName(), companion)
                .indent("    ")
                .skipJavaLangImports(target.implicitMathIsJavas())
                .build()
                .toString());
        if (text.length() > CodeSize.LIMIT) { // a byte of code is at least a character of text
            companion.methodSpecs().forEach(method -> requireCompilable(method, verbatim));
            nested.forEach(helper -> helper.methodSpecs().forEach(method -> requireCompilable(method, verbatim)));
            int constants = PoolSize.of(companion, text);
            if (constants > PoolSize.LIMIT) {
                throw TooLarge.constants(constants);
            }
        }
        Lending lending = companion.methodSpecs().stream()
                .filter(method -> method.name().equals(StructuredStatics.FORWARD_BACKWARD)
                        && method.modifiers().contains(Modifier.PUBLIC))
                .findFirst()
                .map(method -> Lending.of(
                        method.parameters().get(method.parameters().size() - 1).type()))
                .orElse(Lending.NONE);
        return new SourceFile(
                name, keptMethods.putInto(MemberOrder.arranged(text, groups)), target.originating(), lending);
    }

    /** The names of the classes of static members that are used. */
    private static Set<String> mentioned(
            @Nullable Derivatives derivatives, List<NestedCompanion> helpers, List<KeptCode> kept) {
        List<Function> functions = new ArrayList<>(derivatives == null ? List.of() : derivatives.functions());
        helpers.forEach(helper -> functions.addAll(helper.functions()));
        return MentionedClasses.in(functions.stream().map(Function::body).toList(), kept)
                .keySet();
    }

    private static TypeSpec type(
            Target target,
            @Nullable Derivatives derivatives,
            List<NestedCompanion> helpers,
            List<TypeSpec> nested,
            List<MethodSpec> own,
            Splitting splitting,
            Set<String> classes,
            Map<String, String> groups) {
        TypeSpec.Builder type = TypeSpec.classBuilder(TypeNames.of(target.companion()))
                .addJavadoc(javadoc(target))
                .addModifiers(Modifier.FINAL)
                .addOriginatingElement(target.originating())
                .alwaysQualify(Stream.concat(Stream.of(target), helpers.stream().map(NestedCompanion::target))
                        .flatMap(method -> method.parameters().stream())
                        .map(Target.Parameter::name)
                        .filter(name ->
                                Names.CLASSES.contains(name) || classes.contains(name)) // it would hide the class
                        .toArray(String[]::new));
        if (target.isPublic()) {
            type.addModifiers(Modifier.PUBLIC);
        }
        if (target.seesGenerated()) {
            type.addAnnotation(AnnotationSpec.builder(GENERATED)
                    .addMember("value", "$S", PROCESSOR)
                    .build());
        }
        type.addAnnotation(generatedCompanion(target, derivatives));
        suppressions(target).ifPresent(type::addAnnotation);
        Signatures signatures = new Signatures(target, splitting);
        ModeMembers modes = new ModeMembers(signatures, derivatives);
        if (target.derivatives().contains("GRADIENT")) {
            StaticMembers statics = new StaticMembers(signatures, derivatives);
            StructuredStatics structured = new StructuredStatics(signatures, derivatives);
            type.addType(statics.gradientRecord(Modifier.PUBLIC));
            boolean remembers = derivatives == null ? !signatures.hasStructure() : derivatives.forward() != null;
            boolean isFlat = remembers || StaticMembers.isShared(derivatives);
            boolean isNarrow = derivatives != null && target.narrows();
            List<MethodSpec> methods = !isFlat
                    ? structured.methods()
                    : isNarrow ? statics.methods(structured.gradients()) : statics.methods();
            methods.forEach(type::addMethod);
            GateHalf gate = remembers
                    ? new GateMembers(signatures, derivatives)
                    : derivatives != null && derivatives.halves() != null
                            ? new TapedGate(signatures, derivatives, derivatives.halves(), structured.leaves())
                            : new ReplayingGate(signatures, derivatives, structured);
            gate.fields().forEach(type::addField);
            gate.methods().forEach(type::addMethod);
            groups.putAll(gate.groups());
        } else {
            type.addMethod(MethodSpec.constructorBuilder()
                    .addModifiers(Modifier.PRIVATE)
                    .build());
            if (modes.needsGradients()) {
                addHiddenGradients(type, signatures, derivatives);
            }
        }
        modes.records().forEach(type::addType);
        modes.methods().forEach(type::addMethod);
        if (TangentOfPullback.isOffered(target) && (derivatives == null || derivatives.hvp() != null)) {
            TangentOfPullback second = new TangentOfPullback(signatures, derivatives);
            type.addType(second.record());
            type.addMethod(second.method(true));
        }
        nested.stream()
                .filter(helper ->
                        !helper.methodSpecs().isEmpty() || !helper.typeSpecs().isEmpty())
                .forEach(type::addType);
        own.forEach(type::addMethod);
        splitting.addTo(type);
        String first = splitting.firstField();
        if (first != null) {
            groups.put(first, "Left by the parts of forward and backward for each other.");
        }
        return type.build();
    }

    /** What the Jacobian uses, where the user has not asked for it. */
    private static void addHiddenGradients(
            TypeSpec.Builder type, Signatures signatures, @Nullable Derivatives derivatives) {
        StaticMembers statics = new StaticMembers(signatures, derivatives);
        List<MethodSpec> methods = derivatives != null && derivatives.forward() == null
                ? new StructuredStatics(signatures, derivatives).methods()
                : statics.methods();
        type.addType(statics.gradientRecord(Modifier.PRIVATE));
        for (MethodSpec method : methods) {
            if (HIDDEN.contains(method.name())) {
                boolean isPullback = method.name().equals("vjp");
                type.addMethod(MethodSpec.methodBuilder(isPullback ? signatures.pullback() : method.name())
                        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                        .addJavadoc(method.javadoc())
                        .returns(method.returnType())
                        .addParameters(method.parameters())
                        .addExceptions(method.exceptions())
                        .addCode(method.code())
                        .build());
            }
        }
    }

    private static void requireCompilable(MethodSpec method, Verbatim verbatim) {
        int bytes = CodeSize.of(method, verbatim);
        if (bytes > CodeSize.LIMIT) {
            throw TooLarge.method(bytes);
        }
    }

    /** What the user's own code may use and the compiler would complain of in ours. */
    private static Optional<AnnotationSpec> suppressions(Target target) {
        AnnotationSpec.Builder suppressed = AnnotationSpec.builder(SuppressWarnings.class);
        Set<String> lints = new TreeSet<>(target.suppressed());
        if (target.isPublic() && target.inNamedModule()) {
            lints.add("exports"); // @Generated is documented, so it counts as API, and so does the workspace
        }
        lints.forEach(lint -> suppressed.addMember("value", "$S", lint));
        AnnotationSpec annotation = suppressed.build();
        return annotation.members().isEmpty() ? Optional.empty() : Optional.of(annotation);
    }

    private static CodeBlock javadoc(Target target) {
        CodeBlock.Builder types = CodeBlock.builder();
        List<Target.Parameter> parameters = target.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            types.add(i == 0 ? "$T" : ", $T", TypeNames.erased(parameters.get(i).type()));
        }
        return CodeBlock.of(
                "Value and gradient of {@link $T#$L($L)}.\n",
                TypeNames.of(target.method().owner()),
                target.method().name(),
                types.build());
    }

    private static AnnotationSpec generatedCompanion(Target target, @Nullable Derivatives derivatives) {
        AnnotationSpec.Builder annotation = AnnotationSpec.builder(GENERATED_COMPANION);
        if (target.tellsOwner() && derivatives != null) {
            annotation.addMember("of", "$T.class", TypeNames.of(target.method().owner()));
        }
        List<Target.Parameter> parameters = target.parameters();
        boolean all = parameters.stream()
                        .allMatch(p -> p.isWrt()
                                || !p.type().isDifferentiable() && p.type().isPrimitive())
                || parameters.stream().allMatch(p -> p.isWrt() == p.type().isDifferentiable());
        for (int i = 0; i < parameters.size() && !all; i++) {
            if (parameters.get(i).isWrt()) {
                annotation.addMember("wrt", "$L", i);
            }
        }
        if (derivatives != null) {
            new TreeSet<>(derivatives.writes()).forEach(i -> annotation.addMember("writes", "$L", i));
        }
        if (!target.derivatives().equals(Set.of("GRADIENT"))) {
            for (String derivative : target.derivatives()) {
                annotation.addMember("value", "$T.$L", DERIVATIVE, derivative);
            }
        }
        if (derivatives != null && !derivatives.steady()) {
            annotation.addMember("steady", "false");
        }
        if (derivatives != null && !derivatives.owns()) {
            annotation.addMember("owns", "false");
        }
        if (derivatives != null && derivatives.hvp() != null && TangentOfPullback.isOffered(target)) {
            annotation.addMember("vjpTangent", "true");
        }
        return annotation.build();
    }
}
