"""Training loops as tutorials write them, without haste: float32, contiguous, one picture after another through PIL and a DataLoader,
every loss fetched at every step, all of it where our own loops run. Only to be measured against. Each yields once for each step, for ever."""

import itertools
import random
from collections.abc import Iterator

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor, nn, optim
from torch.utils.data import DataLoader, Dataset

from engine.nn import device


class Folder(Dataset):
    """Pictures uint8 (n, h, w, c), opened one by one: a tensor in [0, 1] of each, or in [-1, 1] where it is `centred`."""

    def __init__(self, pictures: np.ndarray, centred: bool = False):
        self.pictures = [Image.fromarray(picture.squeeze()) for picture in pictures]
        self.centred = centred

    def __len__(self) -> int:
        return len(self.pictures)

    def __getitem__(self, index: int) -> Tensor:
        pixels = np.array(self.pictures[index])
        x = torch.from_numpy(pixels.reshape(*pixels.shape[:2], -1)).permute(2, 0, 1).contiguous().float().div(255)
        return (x - 0.5) / 0.5 if self.centred else x


def endless(pictures: np.ndarray, batch: int, centred: bool = False) -> Iterator[Tensor]:
    loader = DataLoader(Folder(pictures, centred), batch, shuffle=True, drop_last=True)
    return (x.to(device.pick()) for x in itertools.chain.from_iterable(itertools.repeat(loader)))


def vae(pictures: np.ndarray, batch: int, hidden: int, latent: int) -> Iterator[float]:
    """The VAE of the examples that come with PyTorch: 784 pixels, 400 hidden units, few numbers."""
    pixels = pictures[0].size
    encode, mean_of, log_var_of = nn.Linear(pixels, hidden), nn.Linear(hidden, latent), nn.Linear(hidden, latent)
    decode, draw = nn.Linear(latent, hidden), nn.Linear(hidden, pixels)
    layers = nn.ModuleList([encode, mean_of, log_var_of, decode, draw]).to(device.pick())
    adam = optim.Adam(layers.parameters(), lr=1e-3)
    for x in endless(pictures, batch):
        adam.zero_grad()
        h = F.relu(encode(x.view(-1, pixels)))
        mean, log_var = mean_of(h), log_var_of(h)
        z = mean + torch.randn_like(mean) * torch.exp(0.5 * log_var)
        drawn = torch.sigmoid(draw(F.relu(decode(z))))
        costs = F.binary_cross_entropy(drawn, x.view(-1, pixels), reduction="sum")
        loss = costs - 0.5 * torch.sum(1 + log_var - mean.pow(2) - log_var.exp())
        loss.backward()
        adam.step()
        yield loss.item() / len(x)


def dcgan(pictures: np.ndarray, batch: int, width: int, latent: int) -> Iterator[float]:
    """The DCGAN of PyTorch's tutorials for 64 pixels (Radford et al. 2016)."""
    w = width
    generator = nn.Sequential(
        *(nn.ConvTranspose2d(latent, 8 * w, 4, 1, 0, bias=False), nn.BatchNorm2d(8 * w), nn.ReLU(True)),
        *(nn.ConvTranspose2d(8 * w, 4 * w, 4, 2, 1, bias=False), nn.BatchNorm2d(4 * w), nn.ReLU(True)),
        *(nn.ConvTranspose2d(4 * w, 2 * w, 4, 2, 1, bias=False), nn.BatchNorm2d(2 * w), nn.ReLU(True)),
        *(nn.ConvTranspose2d(2 * w, w, 4, 2, 1, bias=False), nn.BatchNorm2d(w), nn.ReLU(True)),
        *(nn.ConvTranspose2d(w, 3, 4, 2, 1, bias=False), nn.Tanh()),
    )
    discriminator = nn.Sequential(
        *(nn.Conv2d(3, w, 4, 2, 1, bias=False), nn.LeakyReLU(0.2, True)),
        *(nn.Conv2d(w, 2 * w, 4, 2, 1, bias=False), nn.BatchNorm2d(2 * w), nn.LeakyReLU(0.2, True)),
        *(nn.Conv2d(2 * w, 4 * w, 4, 2, 1, bias=False), nn.BatchNorm2d(4 * w), nn.LeakyReLU(0.2, True)),
        *(nn.Conv2d(4 * w, 8 * w, 4, 2, 1, bias=False), nn.BatchNorm2d(8 * w), nn.LeakyReLU(0.2, True)),
        *(nn.Conv2d(8 * w, 1, 4, 1, 0, bias=False), nn.Sigmoid()),
    )
    nn.ModuleList([generator, discriminator]).to(device.pick())
    criterion = nn.BCELoss()
    d_adam = optim.Adam(discriminator.parameters(), lr=2e-4, betas=(0.5, 0.999))
    g_adam = optim.Adam(generator.parameters(), lr=2e-4, betas=(0.5, 0.999))
    for x in endless(pictures, batch, centred=True):
        real, fake = x.new_ones(len(x)), x.new_zeros(len(x))
        discriminator.zero_grad()
        on_real = criterion(discriminator(x).view(-1), real)
        on_real.backward()
        made = generator(torch.randn(len(x), latent, 1, 1, device=x.device))
        on_made = criterion(discriminator(made.detach()).view(-1), fake)
        on_made.backward()
        d_adam.step()

        generator.zero_grad()
        verdicts = discriminator(made).view(-1)
        loss = criterion(verdicts, real)
        loss.backward()
        g_adam.step()
        yield on_real.item() + on_made.item() + loss.item() + verdicts.mean().item()


class Block(nn.Module):
    """A residual block of CycleGAN's generator."""

    def __init__(self, width: int):
        super().__init__()
        self.change = nn.Sequential(
            *(nn.ReflectionPad2d(1), nn.Conv2d(width, width, 3), nn.InstanceNorm2d(width), nn.ReLU(True)),
            *(nn.ReflectionPad2d(1), nn.Conv2d(width, width, 3), nn.InstanceNorm2d(width)),
        )

    def forward(self, x: Tensor) -> Tensor:
        return x + self.change(x)


def translator(width: int, blocks: int) -> nn.Module:
    """CycleGAN's generator (Zhu et al. 2017): c7s1-64, d128, d256, residual blocks, u128, u64, c7s1-3."""
    w = width
    return nn.Sequential(
        *(nn.ReflectionPad2d(3), nn.Conv2d(3, w, 7), nn.InstanceNorm2d(w), nn.ReLU(True)),
        *(nn.Conv2d(w, 2 * w, 3, 2, 1), nn.InstanceNorm2d(2 * w), nn.ReLU(True)),
        *(nn.Conv2d(2 * w, 4 * w, 3, 2, 1), nn.InstanceNorm2d(4 * w), nn.ReLU(True)),
        *(Block(4 * w) for _ in range(blocks)),
        *(nn.ConvTranspose2d(4 * w, 2 * w, 3, 2, 1, output_padding=1), nn.InstanceNorm2d(2 * w), nn.ReLU(True)),
        *(nn.ConvTranspose2d(2 * w, w, 3, 2, 1, output_padding=1), nn.InstanceNorm2d(w), nn.ReLU(True)),
        *(nn.ReflectionPad2d(3), nn.Conv2d(w, 3, 7), nn.Tanh()),
    )


def patch_critic(width: int) -> nn.Module:
    """The PatchGAN of 70 pixels (Isola et al. 2017): C64-C128-C256-C512."""
    w = width
    return nn.Sequential(
        *(nn.Conv2d(3, w, 4, 2, 1), nn.LeakyReLU(0.2, True)),
        *(nn.Conv2d(w, 2 * w, 4, 2, 1), nn.InstanceNorm2d(2 * w), nn.LeakyReLU(0.2, True)),
        *(nn.Conv2d(2 * w, 4 * w, 4, 2, 1), nn.InstanceNorm2d(4 * w), nn.LeakyReLU(0.2, True)),
        *(nn.Conv2d(4 * w, 8 * w, 4, 1, 1), nn.InstanceNorm2d(8 * w), nn.LeakyReLU(0.2, True)),
        nn.Conv2d(8 * w, 1, 4, 1, 1),
    )


def cyclegan(a: np.ndarray, b: np.ndarray, batch: int, width: int, blocks: int) -> Iterator[float]:
    """CycleGAN's loop with identity loss and pools of 50 pictures."""
    to_b, to_a = translator(width, blocks), translator(width, blocks)
    critic_a, critic_b = patch_critic(width), patch_critic(width)
    nn.ModuleList([to_b, to_a, critic_a, critic_b]).to(device.pick())
    g_adam = optim.Adam(itertools.chain(to_b.parameters(), to_a.parameters()), lr=2e-4, betas=(0.5, 0.999))
    d_adam = optim.Adam(itertools.chain(critic_a.parameters(), critic_b.parameters()), lr=2e-4, betas=(0.5, 0.999))
    pools: tuple[list[Tensor], list[Tensor]] = ([], [])
    for real_a, real_b in zip(endless(a, batch, centred=True), endless(b, batch, centred=True), strict=True):
        g_adam.zero_grad()
        made_b, made_a = to_b(real_a), to_a(real_b)
        back_a, back_b = to_a(made_b), to_b(made_a)
        loss = 5 * (F.l1_loss(to_b(real_b), real_b) + F.l1_loss(to_a(real_a), real_a))
        loss = loss + 10 * (F.l1_loss(back_a, real_a) + F.l1_loss(back_b, real_b))
        for critic, made in ((critic_a, made_a), (critic_b, made_b)):
            verdicts = critic(made)
            loss = loss + F.mse_loss(verdicts, torch.ones_like(verdicts))
        loss.backward()
        g_adam.step()

        d_adam.zero_grad()
        total = loss.item()
        for critic, real, made, pool in ((critic_a, real_a, made_a, pools[0]), (critic_b, real_b, made_b, pools[1])):
            on_real, on_made = critic(real), critic(remembered(made.detach(), pool))
            found = F.mse_loss(on_real, torch.ones_like(on_real)) + F.mse_loss(on_made, torch.zeros_like(on_made))
            (found / 2).backward()
            total += found.item()
        d_adam.step()
        yield total


def remembered(made: Tensor, pool: list[Tensor]) -> Tensor:
    """Now and then an older picture in place of a new one."""
    shown = []
    for picture in made:
        if len(pool) < 50:
            pool.append(picture)
            shown.append(picture)
        elif random.random() > 0.5:
            at = random.randrange(50)
            shown.append(pool[at])
            pool[at] = picture
        else:
            shown.append(picture)
    return torch.stack(shown)


def brush(width: int) -> nn.Module:
    """The network of Johnson et al. 2016 that paints in one style, as their code has it: 9-9 convolutions, five residual blocks."""
    w = width
    return nn.Sequential(
        *(nn.ReflectionPad2d(4), nn.Conv2d(3, w, 9), nn.InstanceNorm2d(w, affine=True), nn.ReLU(True)),
        *(nn.Conv2d(w, 2 * w, 3, 2, 1), nn.InstanceNorm2d(2 * w, affine=True), nn.ReLU(True)),
        *(nn.Conv2d(2 * w, 4 * w, 3, 2, 1), nn.InstanceNorm2d(4 * w, affine=True), nn.ReLU(True)),
        *(Block(4 * w) for _ in range(5)),
        *(nn.Upsample(scale_factor=2), nn.ReflectionPad2d(1), nn.Conv2d(4 * w, 2 * w, 3)),
        *(nn.InstanceNorm2d(2 * w, affine=True), nn.ReLU(True)),
        *(nn.Upsample(scale_factor=2), nn.ReflectionPad2d(1), nn.Conv2d(2 * w, w, 3)),
        *(nn.InstanceNorm2d(w, affine=True), nn.ReLU(True), nn.ReflectionPad2d(4), nn.Conv2d(w, 3, 9)),
    )


def answers(network: nn.Module, picture: Tensor) -> Iterator[Tensor]:
    """A picture through a network, again and again, as code that forgot to say that nothing learns."""
    network, picture = network.to(device.pick()), picture.to(device.pick())
    while True:
        yield network(picture)
