using System.Text;
using GuestCtl.Appliances.Kernel;

namespace GuestCtl.ApplianceBuilder.Tests.Kernel;

public sealed class ModuleSignatureTests
{
    [Fact]
    public void A_signature_is_cut_off()
    {
        byte[] signed = [.. "module"u8, 7, 7, 7, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 3, .. Encoding.ASCII.GetBytes("~Module signature appended~\n")];

        Assert.Equal("module"u8.ToArray(), ModuleSignature.Strip(signed).ToArray());
    }

    [Fact]
    public void A_module_without_one_stays_as_it_is() =>
        Assert.Equal("module"u8.ToArray(), ModuleSignature.Strip("module"u8.ToArray()).ToArray());

    [Fact]
    public void A_length_beyond_the_file_is_not_believed()
    {
        byte[] odd = [.. "m"u8, 0, 0, 2, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, .. Encoding.ASCII.GetBytes("~Module signature appended~\n")];

        Assert.Equal(odd, ModuleSignature.Strip(odd).ToArray());
    }
}
